import { fontChain, readFont, type FontName } from './font-files.ts';
import { type EmbeddedFont, internals, type PdfDocument } from './pdf-page.ts';

const emoji = /\p{Emoji_Presentation}|\p{Regional_Indicator}|\p{Extended_Pictographic}\ufe0f|\u20e3/u;
/** Marks of what comes before, joiners and the like: no font has to show them. */
const ignorable = /\p{Default_Ignorable_Code_Point}|\p{Cc}/u;

/** The fonts of one document, opened when they are first wanted. */
export class Fonts {
  readonly #document: PdfDocument;
  readonly #open = new Map<FontName, EmbeddedFont>();
  readonly #chosen = new Map<string, FontName>();

  constructor(document: PdfDocument) {
    this.#document = document;
  }

  get(name: FontName): EmbeddedFont {
    let font = this.#open.get(name);
    if (font === undefined) {
      this.#document.font(readFont(name));
      font = internals(this.#document)._font;
      this.#open.set(name, font);
    }
    return font;
  }

  /** The first font that has all of a cluster: what a person would call one character. */
  of(cluster: string, isBold: boolean): FontName {
    const key = isBold ? `b${cluster}` : cluster;
    let name = this.#chosen.get(key);
    if (name === undefined) {
      name = this.#choose(cluster, isBold);
      if (this.#chosen.size > 20_000) this.#chosen.clear();
      this.#chosen.set(key, name);
    }
    return name;
  }

  #choose(cluster: string, isBold: boolean): FontName {
    const needed = Array.from(cluster, (character) => character).filter(
      (character) => !ignorable.test(character),
    );
    const has = (name: FontName): boolean => {
      const { font } = this.get(name);
      return needed.every((character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
    };
    if (emoji.test(cluster) && has('emoji')) return 'emoji';
    if (isBold && has('bold')) return 'bold';
    return fontChain.find(has) ?? 'any';
  }
}

import { directedRuns } from './bidi-runs.ts';
import type { FontName } from './font-files.ts';
import { Fonts } from './fonts.ts';
import { type EmbeddedFont, type GlyphPosition, internals, type PdfDocument } from './pdf-page.ts';

const clusters = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** What is drawn character by character: scripts whose letters do not depend on each other. All else is shaped as a whole. */
const simple =
  /^[\u0020-\u007e\u00a0-\u02ff\u0370-\u0482\u048a-\u052f\u2000-\u200a\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u21ff\u2212\u3000-\u3029\u3030-\u3096\u309b-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]*$/;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]|[\ud802\ud803\ud83a\ud83b]/;
const ascii = /^[\u0020-\u007e]*$/;

/** A stretch of a line in one font and one direction, ready to be drawn. */
type Piece = {
  readonly font: FontName;
  /** One after the other; null where glyphs have places of their own. */
  readonly codes: string | null;
  readonly glyphs: readonly { readonly code: string; readonly position: GlyphPosition }[];
  /** In units of the font, a thousandth of the size. */
  readonly advance: number;
};
type Glyph = { readonly code: string; readonly advance: number };

export type TextStyle = { readonly size: number; readonly bold?: boolean };

/** Lines whose pieces are remembered: what is measured is drawn next, and values come again. */
const rememberedLines = 4_000;

/** Draws text of any script, and knows how wide it is. What only the coarsest font has is drawn with that, and nothing is left out. */
export class Text {
  readonly #document: PdfDocument;
  readonly #fonts: Fonts;
  readonly #glyphs = new Map<FontName, Map<string, Glyph>>();
  readonly #lines = new Map<string, readonly Piece[]>();

  constructor(document: PdfDocument) {
    this.#document = document;
    this.#fonts = new Fonts(document);
  }

  /** In points. */
  width(text: string, style: TextStyle): number {
    let units = 0;
    for (const { advance } of this.#pieces(text, style)) units += advance;
    return units * (style.size / 1000);
  }

  /** Draws one line; `baseline` is measured from the top of the page. Returns its width in points. */
  draw(text: string, x: number, baseline: number, style: TextStyle): number {
    let at = x;
    for (const piece of this.#pieces(text, style)) {
      this.#drawPiece(piece, at, baseline, style.size);
      at += piece.advance * (style.size / 1000);
    }
    return at - x;
  }

  /** Simple text as the operand that shows it, for what is drawn on many pages. */
  encoded(text: string): { readonly font: EmbeddedFont; readonly codes: string } {
    const codes = Array.from(text, (character) => this.#glyph('sans', character).code).join('');
    return { font: this.#fonts.get('sans'), codes };
  }

  #pieces(text: string, { bold = false }: TextStyle): readonly Piece[] {
    const key = bold ? `b${text}` : `r${text}`;
    let pieces = this.#lines.get(key);
    if (pieces === undefined) {
      if (this.#lines.size >= rememberedLines) this.#lines.clear();
      pieces = this.#shape(text, bold);
      this.#lines.set(key, pieces);
    }
    return pieces;
  }

  #shape(text: string, bold: boolean): readonly Piece[] {
    if (ascii.test(text)) return [this.#plain(bold ? 'bold' : 'sans', text)];
    return directedRuns(text.normalize('NFC')).flatMap(({ text: run, isRightToLeft }) => {
      const pieces = this.#inFonts(run, bold).map((part) =>
        part.font !== 'emoji' && simple.test(part.text)
          ? this.#plain(part.font, isRightToLeft ? reversed(part.text) : part.text)
          : // A shaped run finds its own direction, by its letters.
            this.#shaped(
              part.font,
              isRightToLeft && !rightToLeft.test(part.text) ? reversed(part.text) : part.text,
            ),
      );
      return isRightToLeft ? pieces.toReversed() : pieces;
    });
  }

  #inFonts(run: string, bold: boolean): readonly { readonly text: string; readonly font: FontName }[] {
    const pieces: { text: string; readonly font: FontName }[] = [];
    for (const { segment } of clusters.segment(run)) {
      const last = pieces.at(-1);
      // A space goes with the word before it: fewer changes of font. That of the emoji is as wide as a picture.
      const joins = segment === ' ' && last !== undefined && last.font !== 'emoji';
      const font = joins ? last.font : this.#fonts.of(segment, bold);
      if (last?.font === font) last.text += segment;
      else pieces.push({ text: segment, font });
    }
    return pieces;
  }

  #plain(font: FontName, text: string): Piece {
    let codes = '';
    let advance = 0;
    for (const character of text) {
      const glyph = this.#glyph(font, character);
      codes += glyph.code;
      advance += glyph.advance;
    }
    return { font, codes, glyphs: [], advance };
  }

  #shaped(font: FontName, text: string): Piece {
    const [codes, positions] = this.#fonts.get(font).encode(text, []);
    let advance = 0;
    const glyphs = positions.map((position, index) => {
      advance += position.xAdvance;
      return { code: codes[index] ?? '', position };
    });
    return { font, codes: null, glyphs, advance };
  }

  #glyph(name: FontName, character: string): Glyph {
    let known = this.#glyphs.get(name);
    if (known === undefined) {
      known = new Map();
      this.#glyphs.set(name, known);
    }
    let glyph = known.get(character);
    if (glyph === undefined) {
      const [[code = ''], [position]] = this.#fonts.get(name).encode(character, []);
      glyph = { code, advance: position?.advanceWidth ?? 0 };
      known.set(character, glyph);
    }
    return glyph;
  }

  #drawPiece({ font: name, codes, glyphs }: Piece, x: number, baseline: number, size: number): void {
    const font = this.#fonts.get(name);
    const { page } = internals(this.#document);
    page.fonts[font.id] ??= font.ref();
    const scale = size / 1000;
    let at = x;
    const shown =
      codes === null
        ? glyphs.map(({ code, position: { xAdvance, xOffset, yOffset } }) => {
            const place = `1 0 0 -1 ${number(at + xOffset * scale)} ${number(baseline - yOffset * scale)} Tm <${code}> Tj`;
            at += xAdvance * scale;
            return place;
          })
        : [`1 0 0 -1 ${number(x)} ${number(baseline)} Tm <${codes}> Tj`];
    internals(this.#document).addContent(`BT /${font.id} ${size} Tf ${shown.join(' ')} ET`);
  }
}

const number = (value: number): string => String(Math.round(value * 100) / 100);

function reversed(text: string): string {
  return Array.from(clusters.segment(text), ({ segment }) => segment)
    .toReversed()
    .join('');
}

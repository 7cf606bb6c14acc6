import { colours, contentTop, margin, page } from './layout.ts';
import { internals, type PdfDocument, type PdfReference } from './pdf-page.ts';
import type { Text } from './text.ts';

const footStyle = { size: 7.5 } as const;
const totalWidth = 40;
const totalHeight = 10;
const totalName = 'PageTotal';

/** What stands at the head of each page after the cover. */
export type RunningHead = { readonly left: string; readonly right: string };

/**
 * Pages with a head and a foot. “3 / 12” is drawn when it is not yet known that there are twelve: the total is one drawing that
 * every page refers to, and that is made last. So no page has to be kept.
 */
export class Pages {
  readonly #document: PdfDocument;
  readonly #text: Text;
  readonly #head: RunningHead;
  readonly #total: PdfReference;
  #count = 0;

  constructor(document: PdfDocument, text: Text, head: RunningHead) {
    this.#document = document;
    this.#text = text;
    this.#head = head;
    this.#total = internals(document).ref({
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, totalWidth, totalHeight],
    });
  }

  /** Begins a page; returns where its content begins. The cover has no head. */
  add(isCover = false): number {
    this.#document.addPage();
    this.#count += 1;
    if (!isCover) this.#drawHead();
    this.#drawFoot();
    return contentTop;
  }

  /** Draws the total into all pages. To be called once, after the last. */
  end(): void {
    const { font, codes } = this.#text.encoded(`/ ${this.#count}`);
    this.#total.data['Resources'] = { Font: { [font.id]: font.ref() } };
    this.#total.end(
      `0.361 0.42 0.478 rg BT /${font.id} ${footStyle.size} Tf 1 0 0 1 0 2 Tm <${codes}> Tj ET`,
    );
  }

  #drawHead(): void {
    const { left, right } = this.#head;
    this.#document.fillColor(colours.quiet);
    const rightWidth = this.#text.width(right, { size: 8 });
    this.#text.draw(left, margin, 38, { size: 8 });
    this.#text.draw(right, page.width - margin - rightWidth, 38, { size: 8 });
    this.#document
      .moveTo(margin, 45)
      .lineTo(page.width - margin, 45)
      .lineWidth(0.5)
      .strokeColor(colours.line)
      .stroke();
  }

  #drawFoot(): void {
    const baseline = page.height - 24;
    const number = `${this.#count} `;
    const width = this.#text.width(number, footStyle);
    this.#document.fillColor(colours.quiet);
    const middle = page.width / 2;
    this.#text.draw(number, middle - width, baseline, footStyle);
    const own = internals(this.#document);
    own.page.xobjects[totalName] = this.#total;
    own.addContent(`q 1 0 0 -1 ${middle} ${baseline + 2} cm /${totalName} Do Q`);
  }
}

import type PDFDocument from 'pdfkit';

export type PdfDocument = InstanceType<typeof PDFDocument>;

/** A font of the document, as pdfkit has it: what is drawn with it becomes part of its subset. */
export type EmbeddedFont = {
  readonly id: string;
  /** Of 1000 units for each point of size. */
  readonly ascender: number;
  readonly descender: number;
  readonly font: { hasGlyphForCodePoint(codePoint: number): boolean };
  /** Glyphs in the order of drawing, in hexadecimal, and where each is put. Given features, the text is shaped as a whole. */
  encode(text: string, features: readonly string[]): [string[], GlyphPosition[]];
  ref(): unknown;
};

export type GlyphPosition = {
  readonly xAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
  readonly advanceWidth: number;
};

export type PdfReference = { readonly data: Record<string, unknown>; end(content?: string | Buffer): void };

/** What pdfkit has for its own text and keeps from its types; its version is pinned. */
type Internals = {
  readonly _font: EmbeddedFont;
  addContent(content: string): void;
  ref(data: Record<string, unknown>): PdfReference;
  readonly page: { readonly fonts: Record<string, unknown>; readonly xobjects: Record<string, unknown> };
};

export function internals(document: PdfDocument): Internals {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these are there, `pdf.test.ts` draws with them
  return document as unknown as Internals;
}

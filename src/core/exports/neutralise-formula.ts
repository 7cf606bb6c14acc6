/** What a spreadsheet may take for the beginning of a formula, also in full width and after white space it skips. */
const formula =
  /^[\s\u00a0\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212|%]/u;
const control = /^[\t\r\n]/;
/** A plain number does nothing when it is run: negative ones and telephone numbers stay as they are. */
const plainNumber = /^[+-]?\d+(?:[.,]\d+)?$/;

/** Whether a spreadsheet might run this text, were it typed into a cell. */
export function looksLikeFormula(text: string): boolean {
  return (formula.test(text) || control.test(text)) && !plainNumber.test(text);
}

/** The same text such that no spreadsheet runs it: an apostrophe in front says that text follows. */
export function neutraliseFormula(text: string): string {
  return looksLikeFormula(text) ? `'${text}` : text;
}

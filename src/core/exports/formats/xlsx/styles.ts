import { xmlText } from './xml-text.ts';

/** Cell formats that every workbook has, by their place in the list. */
export const styles = {
  general: 0,
  heading: 1,
  text: 2,
  instant: 3,
  date: 4,
  duration: 5,
  ratio: 6,
  integer: 7,
  total: 8,
  wrapped: 9,
  title: 10,
  count: 11,
} as const;

/** The same with a fixed number format: what follows in the list are those of amounts. */
const fixed: readonly string[] = [
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1"><alignment vertical="center"/></xf>',
  // The text is text also after somebody has edited the cell: it is never read as a formula.
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>',
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="46" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="2" xfId="0" quotePrefix="1" applyFont="1" applyBorder="1"/>',
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"><alignment vertical="top" wrapText="1"/></xf>',
  '<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1"/>',
  '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
];

const firstMoneyFormat = 170;

export type AmountKind = 'amount' | 'average' | 'total';

/** The formats of amounts, which are made as currencies are met. */
export class MoneyStyles {
  readonly #codes: string[] = [];
  readonly #places = new Map<string, number>();

  /** The format of amounts in that currency: a total stands below a line, an average ends with the cent. */
  of(currency: string, kind: AmountKind): number {
    const key = `${currency} ${kind}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = fixed.length + this.#codes.length;
    const digits = kind === 'average' ? '#,##0.00' : '#,##0.00####';
    this.#codes.push(`${digits}\\ [$${currency}];[Red]\\-${digits}\\ [$${currency}]`);
    this.#places.set(key, place);
    return place;
  }

  /** The whole of `styles.xml`. */
  xml(): string {
    const isTotal = [...this.#places.keys()].map((key) => key.endsWith(' total'));
    const formats = this.#codes.map(
      (code, index) => `<numFmt numFmtId="${firstMoneyFormat + index}" formatCode="${xmlText(code)}"/>`,
    );
    const amounts = this.#codes.map(
      (_, index) =>
        `<xf numFmtId="${firstMoneyFormat + index}" fontId="${isTotal[index] === true ? 1 : 0}" fillId="0" borderId="${isTotal[index] === true ? 2 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1"/>`,
    );
    const cells = [...fixed, ...amounts];
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${3 + formats.length}"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="166" formatCode="0.0%"/>${formats.join('')}</numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="14"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF3"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="3"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF9AA7B6"/></bottom><diagonal/></border><border><left/><right/><top style="thin"><color rgb="FF9AA7B6"/></top><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
  }
}

import type { Preface } from '../../format-writer.ts';
import { aboutLines } from '../../about-lines.ts';
import { textCell } from './cells.ts';
import { sheetOpening } from './sheet.ts';
import { styles } from './styles.ts';
import { xmlText } from './xml-text.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelation = 'http://schemas.openxmlformats.org/package/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A sheet's name as a workbook takes it, told from those before. */
export function sheetName(title: string, before: readonly string[]): string {
  const clean = title
    .toWellFormed()
    .replaceAll(/[[\]:*?/\\]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const base =
    clean
      .replaceAll(/^['\s]+|['\s]+$/g, '')
      .slice(0, 26)
      .toWellFormed() || 'Sheet';
  const taken = new Set(before.map((name) => name.toLowerCase()));
  let name = base;
  for (let next = 2; taken.has(name.toLowerCase()); next += 1) name = `${base} ${next}`;
  return name;
}

/** What the file says of itself, as a sheet. */
export function aboutSheet(preface: Preface): string {
  const lines = aboutLines(preface).map(([name, value], index) => {
    const number = index + 1;
    const style = number === 1 ? styles.title : styles.wrapped;
    return `<row r="${number}">${textCell('A', number, styles.text, name)}${textCell('B', number, style, value)}</row>`;
  });
  return `${sheetOpening}<cols><col min="1" max="1" width="18" customWidth="1"/><col min="2" max="2" width="70" customWidth="1"/></cols><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

/** The files of a workbook beside its sheets and styles, by name. */
export function workbookFiles(
  preface: Preface,
  sheets: readonly string[],
): readonly (readonly [string, string])[] {
  const numbers = sheets.map((_, index) => index + 1);
  const made = new Date(preface.madeAt).toISOString().replace(/\.\d+Z$/, 'Z');
  return [
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${numbers.map((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${types}.worksheet+xml"/>`).join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${declaration}<Relationships xmlns="${packageRelation}"><Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    ],
    [
      'docProps/core.xml',
      `${declaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(preface.title)}</dc:title><dc:creator>${xmlText(preface.madeBy)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${made}</dcterms:created></cp:coreProperties>`,
    ],
    [
      'xl/workbook.xml',
      `${declaration}<workbook xmlns="${spreadsheet}" xmlns:r="${relation}"><sheets>${sheets.map((name, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${declaration}<Relationships xmlns="${packageRelation}">${numbers.map((number) => `<Relationship Id="rId${number}" Type="${relation}/worksheet" Target="worksheets/sheet${number}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${relation}/styles" Target="styles.xml"/></Relationships>`,
    ],
  ];
}

import papaparse, { type ParseStepResult } from 'papaparse';
import { columnMeanings, meaningOf, splitLabels, type ColumnMeaning } from './column-names.ts';
import { unreadable } from './import-errors.ts';
import { brokenRow, type OnRow, type RawRow } from './raw-row.ts';

/** No table of accounts is that wide; without an end, one line could fill the memory with columns. */
const widestRow = 4_096;
const ignoredColumnsShown = 20;
/** What is longer is no name of a column. */
const longestColumnName = 40;

const delimiters = [',', ';', '\t'] as const;
type Delimiter = (typeof delimiters)[number];

type Columns = { readonly at: ReadonlyMap<ColumnMeaning, number>; readonly width: number };

/**
 * Reads a table with a line of column names, or a list of sessions without one. Each row goes to `onRow` in turn; empty
 * rows are passed over. A row that cannot be read is a row with a problem: the others go on.
 *
 * @throws OpsdeckError IMPORT_UNREADABLE when it is not known which column holds the sessions.
 */
export function readCsv(text: string, onRow: OnRow): { ignoredColumns: string[] } {
  // A file put together on several systems has several kinds of line ends.
  const lines = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
  refuseWideLines(lines);
  const excelHint = /^sep=([,;\t])\n/i.exec(lines);
  const delimiter = excelHint === null ? delimiterOf(lines) : toDelimiter(excelHint[1]);
  let row = 0;
  let columns: Columns | null = null;
  let ignoredColumns: string[] = [];
  papaparse.parse<string[]>(lines, {
    delimiter,
    newline: '\n',
    step(result: ParseStepResult<string[]>) {
      row += 1;
      const cells = result.data;
      if (row === 1 && excelHint !== null) return;
      if (cells.every((cell) => cell.trim() === '')) return;
      if (columns === null) {
        const header = readHeader(cells);
        columns = header.columns;
        ignoredColumns = header.ignoredColumns;
        if (header.isHeader) return;
      }
      onRow(toRow(row, cells, columns, result.errors.length > 0));
    },
  });
  return { ignoredColumns };
}

function toRow(row: number, cells: readonly string[], columns: Columns, badQuotes: boolean): RawRow {
  if (badQuotes) return brokenRow(row, 'its quotation marks do not match');
  if (cells.slice(columns.width).some((cell) => cell.trim() !== '')) {
    return brokenRow(row, 'it has more columns than the first line names');
  }
  const cell = (meaning: ColumnMeaning) => cells[columns.at.get(meaning) ?? -1] ?? '';
  return {
    row,
    session: cell('session'),
    displayName: cell('displayName'),
    phone: cell('phone'),
    labels: splitLabels(cell('labels')),
    problem: null,
  };
}

type Header = {
  readonly isHeader: boolean;
  readonly columns: Columns;
  readonly ignoredColumns: string[];
};

function readHeader(cells: readonly string[]): Header {
  const meanings = cells.map(meaningOf);
  if (!meanings.includes('session')) {
    if (cells.length === 1 && meanings[0] === null) return onlySessions;
    throw unreadable('its first line names no column “session”');
  }
  const at = new Map<ColumnMeaning, number>();
  for (const meaning of columnMeanings) {
    const place = meanings.indexOf(meaning);
    if (place !== -1) at.set(meaning, place);
    if (place !== meanings.lastIndexOf(meaning)) {
      throw unreadable(`its first line names two columns for the same thing (columns ${place + 1} and \
${meanings.lastIndexOf(meaning) + 1})`);
    }
  }
  const ignoredColumns = cells
    .filter((cell, place) => meanings[place] === null && cell.trim() !== '')
    .filter((cell) => cell.length <= longestColumnName)
    .slice(0, ignoredColumnsShown);
  return { isHeader: true, columns: { at, width: cells.length }, ignoredColumns };
}

const onlySessions: Header = {
  isHeader: false,
  columns: { at: new Map([['session', 0]]), width: 1 },
  ignoredColumns: [],
};

/** The one that the first line with something in it uses most, outside of quotation marks. */
function delimiterOf(text: string): Delimiter {
  const line = /\S.*/.exec(text.slice(0, 65_536))?.[0] ?? '';
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const uses = (delimiter: Delimiter) => bare.split(delimiter).length;
  return delimiters.reduce((best, delimiter) => (uses(delimiter) > uses(best) ? delimiter : best));
}

function toDelimiter(text: string | undefined): Delimiter {
  return delimiters.find((delimiter) => delimiter === text) ?? ',';
}

function refuseWideLines(text: string): void {
  let line = 1;
  let separators = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      line += 1;
      separators = 0;
    } else if (code === 44 || code === 59 || code === 9) {
      separators += 1;
      if (separators > widestRow) throw unreadable(`line ${line} has thousands of columns`);
    }
  }
}

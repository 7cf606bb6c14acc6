import type { ExportOptions } from '#contract/exports.ts';
import { type Column, placesOf, type Row } from '../column.ts';
import { decimalFromMicros } from '../decimal.ts';
import type { FormatWriter, Preface } from '../format-writer.ts';
import type { OutputFile } from '../output-file.ts';

/**
 * JSON as one document, or as one object a line. Keys are the columns' keys and enums their values, which stay the same whatever
 * a page calls them. Amounts are decimals in a text beside their currency, instants ISO 8601 in UTC, durations seconds.
 */
export function jsonWriter(output: OutputFile, { lines, header }: ExportOptions): FormatWriter {
  let cells: readonly ((row: Row) => string)[] = [];
  let tables = 0;
  let isFirst = true;
  return {
    async begin(preface) {
      const about = JSON.stringify(envelope(preface));
      if (!lines) output.text(`{"about":${about},\n"tables":[`);
      else if (header) output.text(`{"about":${about}}\n`);
    },
    async beginTable(title, columns) {
      const places = placesOf(columns);
      cells = columns.map((column, index) => memberOf(column, places[index] ?? 0, index === 0));
      isFirst = true;
      tables += 1;
      if (lines) return;
      const described = columns.map(({ key, label, type, labels }) => ({ key, label, type, labels }));
      const head = `{"title":${JSON.stringify(title)},"columns":${JSON.stringify(described)},"rows":[`;
      output.text(`${tables > 1 ? ',' : ''}\n${head}`);
    },
    async rows(rows) {
      let text = '';
      for (const row of rows) {
        if (!lines) text += isFirst ? '\n{' : ',\n{';
        else text += '{';
        isFirst = false;
        for (const cell of cells) text += cell(row);
        text += lines ? '}\n' : '}';
      }
      output.text(text);
    },
    async endTable() {
      if (!lines) output.text('\n]}');
    },
    async end() {
      if (!lines) output.text('\n]}\n');
      output.close();
    },
  };
}

const iso = (instant: number): string => new Date(instant).toISOString();

function envelope({ title, workspace, timeZone, asOf, madeAt, madeBy, rows, facts }: Preface) {
  return {
    title,
    workspace,
    timeZone,
    asOf: asOf === null ? null : iso(asOf),
    madeAt: iso(madeAt),
    madeBy,
    rows,
    chosen: Object.fromEntries(facts),
  };
}

function memberOf({ key, type }: Column, place: number, isFirst: boolean): (row: Row) => string {
  const name = `${isFirst ? '' : ','}${JSON.stringify(key)}:`;
  switch (type) {
    case 'money':
      return (row) => {
        const [micros, currency] = [row[place], row[place + 1]];
        return typeof micros === 'string'
          ? `${name}{"amount":"${decimalFromMicros(micros)}","currency":${JSON.stringify(currency ?? null)}}`
          : `${name}null`;
      };
    case 'instant':
      return (row) => {
        const value = row[place];
        return typeof value === 'number' ? `${name}"${new Date(value).toISOString()}"` : `${name}null`;
      };
    default:
      return (row) => name + JSON.stringify(row[place] ?? null);
  }
}

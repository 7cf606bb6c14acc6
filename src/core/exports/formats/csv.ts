import type { ExportOptions } from '#contract/exports.ts';
import { aboutLines } from '../about-lines.ts';
import { type Column, enumText, placesOf, type Row } from '../column.ts';
import { decimalFromMicros } from '../decimal.ts';
import type { FormatWriter } from '../format-writer.ts';
import { type LocalClock, localClock } from '../local-clock.ts';
import { neutraliseFormula } from '../neutralise-formula.ts';
import type { OutputFile } from '../output-file.ts';

const lineEnd = '\r\n';
const special = /[",\r\n]/;

/**
 * Comma-separated values as RFC 4180 has them, in UTF-8. Amounts are decimals with their currency in a column of its own, instants
 * are ISO 8601 with the offset of the workspace's time zone, durations seconds. Text that a spreadsheet would run is neutralised.
 */
export function csvWriter(output: OutputFile, timeZone: string, options: ExportOptions): FormatWriter {
  const clock = localClock(timeZone);
  let cells: readonly ((row: Row) => string)[] = [];
  let tables = 0;
  return {
    async begin(preface) {
      if (options.byteOrderMark) output.text('\ufeff');
      if (!options.header) return;
      for (const [name, value] of aboutLines(preface)) {
        output.text(`${quoted(`# ${name}: ${value.replaceAll(/[\r\n]+/g, ' ')}`)}${lineEnd}`);
      }
    },
    async beginTable(title, columns) {
      if (tables > 0) output.text(`${lineEnd}${quoted(neutraliseFormula(title))}${lineEnd}`);
      tables += 1;
      output.text(`${columns.flatMap(headings).join(',')}${lineEnd}`);
      const places = placesOf(columns);
      cells = columns.map((column, index) => cellOf(column, places[index] ?? 0, clock));
    },
    async rows(rows) {
      let text = '';
      for (const row of rows) {
        let first = true;
        for (const cell of cells) {
          text += first ? cell(row) : `,${cell(row)}`;
          first = false;
        }
        text += lineEnd;
      }
      output.text(text);
    },
    async endTable() {
      output.flush();
    },
    async end() {
      output.close();
    },
  };
}

function headings({ label, type }: Column): readonly string[] {
  const name = neutraliseFormula(type === 'duration' ? `${label} (s)` : label);
  return type === 'money' ? [quoted(name), quoted(`${name} currency`)] : [quoted(name)];
}

function cellOf(column: Column, place: number, clock: LocalClock): (row: Row) => string {
  switch (column.type) {
    case 'text':
      return (row) => textCell(row[place]);
    case 'enum':
      return (row) => {
        const value = row[place];
        return typeof value === 'string' ? quoted(neutraliseFormula(enumText(column, value))) : '';
      };
    case 'money':
      return (row) => {
        const [micros, currency] = [row[place], row[place + 1]];
        return typeof micros === 'string'
          ? `${decimalFromMicros(micros)},${typeof currency === 'string' ? currency : ''}`
          : ',';
      };
    case 'instant':
      return (row) => {
        const value = row[place];
        return typeof value === 'number' ? clock.iso(value) : '';
      };
    default:
      return (row) => String(row[place] ?? '');
  }
}

function textCell(value: Row[number] | undefined): string {
  return typeof value === 'string' ? quoted(neutraliseFormula(value)) : String(value ?? '');
}

function quoted(text: string): string {
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

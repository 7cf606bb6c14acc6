import type { Column } from '../../column.ts';
import type { FormatWriter, Preface } from '../../format-writer.ts';
import { localClock } from '../../local-clock.ts';
import { MoneyTotals } from '../../money-totals.ts';
import type { OutputFile } from '../../output-file.ts';
import { SheetWriter } from './sheet.ts';
import { MoneyStyles } from './styles.ts';
import { aboutSheet, sheetName, workbookFiles } from './workbook.ts';
import { ZipOutput } from './zip-output.ts';

type OpenTable = {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly totals: MoneyTotals;
  sheet: SheetWriter;
};

/**
 * A workbook with a sheet for each table and one that says what it holds. Numbers, dates and amounts have their types and formats;
 * instants are shown in the workspace's time zone, for a spreadsheet knows none. What has more rows than a sheet holds goes on in
 * the next.
 */
export function xlsxWriter(output: OutputFile, timeZone: string): FormatWriter {
  const zip = new ZipOutput(output);
  const clock = localClock(timeZone);
  const money = new MoneyStyles();
  const names: string[] = [];
  let preface: Preface | null = null;
  let table: OpenTable | null = null;

  function openSheet(title: string, columns: readonly Column[]): SheetWriter {
    names.push(sheetName(title, names));
    return new SheetWriter(zip.open(`xl/worksheets/sheet${names.length}.xml`), columns, clock, money);
  }

  return {
    async begin(known) {
      preface = known;
    },
    async beginTable(title, columns) {
      table = { title, columns, totals: new MoneyTotals(columns), sheet: openSheet(title, columns) };
    },
    async rows(rows) {
      if (table === null) return;
      const { room } = table.sheet;
      await table.sheet.rows(rows.slice(0, room));
      if (rows.length > room) {
        await table.sheet.end(null);
        table.sheet = openSheet(table.title, table.columns);
        await table.sheet.rows(rows.slice(room));
      }
      table.totals.add(rows);
    },
    async endTable() {
      await table?.sheet.end(table.totals);
      table = null;
    },
    async end() {
      if (preface === null) return;
      names.push(sheetName('About', names));
      zip.add(`xl/worksheets/sheet${names.length}.xml`, aboutSheet(preface));
      zip.add('xl/styles.xml', money.xml());
      for (const [name, text] of workbookFiles(preface, names)) zip.add(name, text);
      await zip.end();
    },
  };
}

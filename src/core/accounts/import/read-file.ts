import type { AccountImportState } from '#contract/account-import.ts';
import { decodeText } from './decode-text.ts';
import { unreadable } from './import-errors.ts';
import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';
import { Sheet } from './sheet.ts';

export type ReadFile = { readonly sheet: Sheet; readonly file: NonNullable<AccountImportState['file']> };

/**
 * Reads the bytes of a CSV or JSON file. Which of them it is, its first character says.
 *
 * @throws OpsdeckError IMPORT_UNREADABLE, IMPORT_TOO_LARGE; neither repeats anything of the file.
 */
export function readFile(bytes: Uint8Array): ReadFile {
  const { text, encoding } = decodeText(bytes);
  const sheet = new Sheet();
  const isJson = /^\s*[[{]/.test(text);
  let ignoredColumns: string[] = [];
  if (isJson) readJson(text, (row) => sheet.add(row));
  else ({ ignoredColumns } = readCsv(text, (row) => sheet.add(row)));
  if (sheet.size === 0) throw unreadable('it holds no rows');
  return { sheet, file: { format: isJson ? 'json' : 'csv', encoding, ignoredColumns } };
}

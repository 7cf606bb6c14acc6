import type { ImportRow } from '#contract/account-import.ts';

/** A cell that a spreadsheet shows as text, whatever it holds. */
export function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\n\r]/.test(plain) || plain !== text ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The rows as a table for a spreadsheet, with a mark that tells it the encoding. Sessions are not in it. */
export function problemList(
  header: readonly string[],
  rows: readonly { readonly row: ImportRow; readonly problem: string }[],
): string {
  const lines = rows.map(({ row, problem }) => [
    String(row.row),
    problem,
    row.displayName,
    row.phone ?? '',
    row.labels.join('|'),
  ]);
  return `\uFEFF${[header, ...lines].map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

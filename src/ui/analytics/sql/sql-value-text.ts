import type { SqlColumn, SqlValue } from '#contract/sql-console.ts';

/** A value as people read it: micros as amounts, instants as dates; `raw` as it is stored. Null for no value. */
export function sqlValueText(
  value: SqlValue,
  { kind }: SqlColumn,
  language: string,
  raw: boolean,
): string | null {
  if (value === null) return null;
  if (raw || typeof value === 'string') {
    return kind === 'micros' && !raw && /^-?\d+$/.test(String(value))
      ? microsText(String(value), language)
      : String(value);
  }
  switch (kind) {
    case 'micros':
      return microsText(String(value), language);
    case 'instant':
      return instantText(value, language);
    case 'real':
      return new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value);
    default:
      // Numbers of rows are not grouped: they are copied into statements.
      return String(value);
  }
}

/** An amount without its currency, exact. */
function microsText(micros: string, language: string): string {
  const isNegative = micros.startsWith('-');
  const digits = (isNegative ? micros.slice(1) : micros).padStart(7, '0');
  const whole = new Intl.NumberFormat(language).format(BigInt(digits.slice(0, -6)));
  const part = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${isNegative ? '−' : ''}${whole}.${part}`;
}

function instantText(at: number, language: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return String(at);
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(date);
}

export function isNumeric({ kind }: SqlColumn): boolean {
  return kind === 'integer' || kind === 'real' || kind === 'micros' || kind === 'flag';
}

/** The answer as CSV, as stored; what a spreadsheet would run as a formula is text there. */
export function csvOf(columns: readonly SqlColumn[], rows: readonly (readonly SqlValue[])[]): string {
  return [columns.map(({ name }) => name), ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n');
}

function csvCell(value: SqlValue): string {
  const text = value === null ? '' : String(value);
  const safe =
    typeof value === 'string' && /^[=+\-@\t\r]/.test(text) && !/^-?\d+$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

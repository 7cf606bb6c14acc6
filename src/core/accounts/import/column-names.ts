/** What a column holds, by the names people give it. */
const names: Readonly<Record<string, ColumnMeaning>> = {
  session: 'session',
  session_string: 'session',
  sessionstring: 'session',
  string: 'session',
  string_session: 'session',
  stringsession: 'session',
  name: 'displayName',
  display_name: 'displayName',
  displayname: 'displayName',
  phone: 'phone',
  phone_number: 'phone',
  phonenumber: 'phone',
  label: 'labels',
  labels: 'labels',
  tags: 'labels',
};

export const columnMeanings = ['session', 'displayName', 'phone', 'labels'] as const;
export type ColumnMeaning = (typeof columnMeanings)[number];

/** Case, spaces and dashes do not matter: `Session String` is `session_string`. */
export function meaningOf(name: string): ColumnMeaning | null {
  const plain = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return Object.hasOwn(names, plain) ? (names[plain] ?? null) : null;
}

/** Several labels in one text. */
export function splitLabels(text: string): string[] {
  return text
    .split(/[|;]/)
    .map((label) => label.trim())
    .filter((label) => label !== '');
}

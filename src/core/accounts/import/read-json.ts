import { importLimits } from '#contract/account-import.ts';
import { meaningOf, splitLabels, type ColumnMeaning } from './column-names.ts';
import { tooLarge, unreadable } from './import-errors.ts';
import { brokenRow, type OnRow, type RawRow } from './raw-row.ts';

/** What the largest import can need. A file with more would fill the memory before anything of it could be judged. */
const mostContainers = importLimits.rows * 2 + 10;
const mostCommas = importLimits.rows * 60;

/**
 * Reads a list of objects or of sessions, or `{"accounts": […]}`. An element that is neither is a row with a problem.
 *
 * @throws OpsdeckError IMPORT_UNREADABLE when it is no such list, IMPORT_TOO_LARGE when it has far too many parts.
 */
export function readJson(text: string, onRow: OnRow): void {
  refuseTooManyParts(text);
  for (const [place, element] of listOf(parse(text)).entries()) onRow(toRow(place + 1, element));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The message repeats a piece of the file, which may be of a session: only the place is taken from it.
    const position = /at position (\d+)/.exec(error.message)?.[1];
    if (position === undefined) throw unreadable('it is not JSON, or was cut off');
    const before = text.slice(0, Number(position));
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    throw unreadable(`it is not JSON: the mistake is in line ${line} at character ${column}`);
  }
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isRecord(value) && Array.isArray(value['accounts'])) return value['accounts'];
  throw unreadable('it is JSON, but neither a list nor an object with a list “accounts”');
}

function toRow(row: number, element: unknown): RawRow {
  if (typeof element === 'string') {
    return { row, session: element, displayName: '', phone: '', labels: [], problem: null };
  }
  if (!isRecord(element)) return brokenRow(row, 'it is neither an object nor a text');
  const found = new Map<ColumnMeaning, unknown>();
  for (const [name, value] of Object.entries(element)) {
    const meaning = meaningOf(name);
    if (meaning === null || value === null) continue;
    if (found.has(meaning)) return brokenRow(row, `it says twice what its ${wordFor[meaning]} is`);
    found.set(meaning, value);
  }
  const session = found.get('session') ?? '';
  const displayName = found.get('displayName') ?? '';
  const phone = found.get('phone') ?? '';
  const labels = labelsOf(found.get('labels') ?? []);
  if (typeof session !== 'string') return brokenRow(row, 'its session is not a text');
  if (typeof displayName !== 'string') return brokenRow(row, 'its name is not a text');
  if (typeof phone !== 'string' && typeof phone !== 'number')
    return brokenRow(row, 'its phone number is neither a text nor a number');
  if (labels === null) return brokenRow(row, 'its labels are neither a list of texts nor a text');
  return { row, session, displayName, phone: String(phone), labels, problem: null };
}

const wordFor: Readonly<Record<ColumnMeaning, string>> = {
  session: 'session',
  displayName: 'name',
  phone: 'phone number',
  labels: 'labels',
};

function labelsOf(value: unknown): readonly string[] | null {
  if (typeof value === 'string') return splitLabels(value);
  if (!Array.isArray(value)) return null;
  const labels: string[] = [];
  for (const label of value) {
    if (typeof label !== 'string') return null;
    if (label.trim() !== '') labels.push(label.trim());
  }
  return labels;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseTooManyParts(text: string): void {
  let containers = 0;
  let commas = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 91 || code === 123) containers += 1;
    else if (code === 44) commas += 1;
  }
  if (containers > mostContainers || commas > mostCommas) throw tooLarge();
}

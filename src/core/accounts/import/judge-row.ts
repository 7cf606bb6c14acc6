import { importLimits, type ImportWarning } from '#contract/account-import.ts';
import { isOpsdeckError } from '#contract/errors.ts';
import { type ParsedSession, parseSessionString } from '../../telegram/session-string.ts';
import { parsePhoneNumber } from '../sign-in/phone-number.ts';
import type { RawRow } from './raw-row.ts';

/** A row by itself: what does not depend on other rows or on the pool. */
export type JudgedRow = {
  readonly row: number;
  readonly displayName: string;
  readonly phone: string | null;
  readonly labels: readonly string[];
  readonly session: ParsedSession | null;
  readonly problem: string | null;
  readonly warnings: readonly ImportWarning[];
};

/** Finds what is wrong with a row. Its texts come back short enough to be shown and without control characters. */
export function judgeRow(raw: RawRow): JudgedRow {
  const displayName = raw.displayName.trim();
  const labels = [...new Set(raw.labels)];
  const phone = readPhone(raw.phone);
  const session = readSession(raw);
  const problem = raw.problem ?? textProblem(displayName, labels) ?? phone.problem ?? session.problem;
  return {
    row: raw.row,
    displayName: showable(displayName, importLimits.nameLength),
    phone: phone.phone,
    labels: labels.slice(0, importLimits.labels).map((label) => showable(label, importLimits.labelLength)),
    session: session.session,
    problem,
    warnings: [
      ...(isFormula(displayName) ? (['formula-in-name'] as const) : []),
      ...(labels.some(isFormula) ? (['formula-in-label'] as const) : []),
    ],
  };
}

function readSession({ session: text, problem }: RawRow): Pick<JudgedRow, 'session' | 'problem'> {
  if (problem !== null) return { session: null, problem };
  if (text.trim() === '') return { session: null, problem: 'it has no session' };
  const control = controlCharacter(text.trim());
  if (control !== null) return { session: null, problem: `its session holds ${control}` };
  try {
    return { session: parseSessionString(text), problem: null };
  } catch (error) {
    if (!isOpsdeckError(error) || error.code !== 'SESSION_MALFORMED') throw error;
    return { session: null, problem: `its session cannot be read: ${error.details['problem'] ?? ''}` };
  }
}

function textProblem(name: string, labels: readonly string[]): string | null {
  const inName = controlCharacter(name);
  if (inName !== null) return `its name holds ${inName}`;
  if (name.length > importLimits.nameLength)
    return `its name is longer than ${importLimits.nameLength} characters`;
  if (labels.length > importLimits.labels) return `it has more than ${importLimits.labels} labels`;
  for (const label of labels) {
    const inLabel = controlCharacter(label);
    if (inLabel !== null) return `one of its labels holds ${inLabel}`;
    if (label.length > importLimits.labelLength)
      return `one of its labels is longer than ${importLimits.labelLength} characters`;
  }
  return null;
}

function readPhone(text: string): { phone: string | null; problem: string | null } {
  const trimmed = text.trim();
  if (trimmed === '') return { phone: null, problem: null };
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(trimmed)) {
    return { phone: null, problem: 'a spreadsheet has rounded its phone number; format that column as text' };
  }
  try {
    return { phone: parsePhoneNumber(trimmed), problem: null };
  } catch (error) {
    if (!isOpsdeckError(error) || error.code !== 'PHONE_NUMBER_INVALID') throw error;
    return { phone: null, problem: 'its phone number is none in international form' };
  }
}

/** Names the first character that no name has: control characters, and halves of characters, which no database takes. */
function controlCharacter(text: string): string | null {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  const [found] = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.exec(text) ?? [];
  if (found === '\u0000') return 'a NUL character';
  if (found === '\n') return 'a line break';
  if (found !== undefined) {
    const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `a control character (U+${code})`;
  }
  return text.isWellFormed() ? null : 'half of a character';
}

/** Whether a spreadsheet would run the text. */
export function isFormula(text: string): boolean {
  return /^[=+\-@]/.test(text);
}

function showable(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  // oxlint-disable-next-line no-control-regex -- they are what is replaced
  return cut.toWellFormed().replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '�');
}

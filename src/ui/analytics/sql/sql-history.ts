import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export type SqlHistoryEntry = {
  readonly text: string;
  readonly at: number;
  /** Null when it failed. */
  readonly rows: number | null;
  readonly ms: number | null;
};

type SqlHistory = {
  /** By the operator's name: what somebody asked is shown to nobody else who uses this browser. */
  readonly entries: Readonly<Record<string, readonly SqlHistoryEntry[]>>;
  /** What was being written, so that a visit to another page loses nothing. */
  readonly drafts: Readonly<Record<string, string>>;
};

const kept = 50;
const mostCharacters = 10_000;

export const useSqlHistory = create<SqlHistory>()(
  persist<SqlHistory>(() => ({ entries: {}, drafts: {} }), {
    name: 'opsdeck.sql-history',
    version: 1,
    storage: createJSONStorage(() => localStorage),
  }),
);

/** The newest first; the same statement again moves to the front. */
export function withEntry(
  entries: readonly SqlHistoryEntry[],
  entry: SqlHistoryEntry,
): readonly SqlHistoryEntry[] {
  if (entry.text.length > mostCharacters) return entries;
  return [entry, ...entries.filter(({ text }) => text !== entry.text)].slice(0, kept);
}

export function rememberStatement(operator: string, entry: SqlHistoryEntry): void {
  useSqlHistory.setState(({ entries }) => ({
    entries: { ...entries, [operator]: withEntry(entries[operator] ?? [], entry) },
  }));
}

export function forgetStatements(operator: string): void {
  useSqlHistory.setState(({ entries }) => ({ entries: { ...entries, [operator]: [] } }));
}

export function keepDraft(operator: string, text: string): void {
  if (text.length > mostCharacters) return;
  useSqlHistory.setState(({ drafts }) => ({ drafts: { ...drafts, [operator]: text } }));
}

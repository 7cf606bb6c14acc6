import {
  importLimits,
  type ImportCounts,
  type ImportRow,
  type ImportRowsShown,
  type ImportVerdict,
} from '#contract/account-import.ts';
import type { AccountId } from '#contract/ids.ts';
import type { SessionString } from '../../telegram/driver.ts';
import { tooLarge } from './import-errors.ts';
import { type JudgedRow, judgeRow } from './judge-row.ts';
import type { RawRow } from './raw-row.ts';

/** A row that can be written. */
export type ImportableRow = {
  readonly displayName: string;
  readonly phone: string | null;
  readonly labels: readonly string[];
  readonly session: SessionString;
  /** SHA-256 of the session's key. */
  readonly digest: Uint8Array;
};

/** An account of the pool that has the session of the row at this place. */
export type KnownRow = { readonly place: number; readonly accountId: AccountId; readonly removed: boolean };

type Row = { readonly judged: JudgedRow; verdict: ImportVerdict };

/** The rows of one file with what would become of each. */
export class Sheet {
  readonly #rows: Row[] = [];
  /** The first good row of each session. */
  readonly #firstRows = new Map<string, number>();
  readonly #shown = new Map<ImportRowsShown, readonly Row[]>();

  /** @throws OpsdeckError IMPORT_TOO_LARGE when there are more rows than an import may have. */
  add(raw: RawRow): void {
    if (this.#rows.length >= importLimits.rows) throw tooLarge();
    const judged = judgeRow(raw);
    this.#rows.push({ judged, verdict: this.#verdictOn(judged) });
    this.#shown.clear();
  }

  #verdictOn({ problem, session, row }: JudgedRow): ImportVerdict {
    if (problem !== null || session === null) return { kind: 'malformed', problem: problem ?? '' };
    const key = session.fingerprint.toString('latin1');
    const first = this.#firstRows.get(key);
    if (first !== undefined) return { kind: 'repeated', row: first };
    this.#firstRows.set(key, row);
    return { kind: 'new' };
  }

  get size(): number {
    return this.#rows.length;
  }

  /** The digests of the sessions that the pool may know, for the places from `from` to before `to`. */
  digests(from: number, to: number): { place: number; digest: Uint8Array }[] {
    return this.#rows.slice(from, to).flatMap(({ judged, verdict }, index) => {
      if (verdict.kind !== 'new' || judged.session === null) return [];
      return [{ place: from + index, digest: new Uint8Array(judged.session.fingerprint) }];
    });
  }

  /** Notes which rows the pool knows already. */
  markKnown(known: readonly KnownRow[]): void {
    for (const { place, accountId, removed } of known) {
      const row = this.#rows[place];
      if (row?.verdict.kind === 'new') row.verdict = { kind: removed ? 'returns' : 'in-pool', accountId };
    }
    this.#shown.clear();
  }

  counts(): ImportCounts {
    const counts = { rows: 0, new: 0, returns: 0, inPool: 0, repeated: 0, malformed: 0, warned: 0 };
    for (const { judged, verdict } of this.#rows) {
      counts.rows += 1;
      if (judged.warnings.length > 0) counts.warned += 1;
      counts[verdict.kind === 'in-pool' ? 'inPool' : verdict.kind] += 1;
    }
    return counts;
  }

  page(show: ImportRowsShown, offset: number, limit: number): { rows: ImportRow[]; total: number } {
    const shown = this.#select(show);
    return { rows: shown.slice(offset, offset + limit).map(toImportRow), total: shown.length };
  }

  /** Rows that can be written, in the order of the file. */
  importable(offset: number, limit: number): ImportableRow[] {
    return this.#select('importable')
      .slice(offset, offset + limit)
      .flatMap(({ judged }) => {
        const { displayName, phone, labels, session } = judged;
        if (session === null) return [];
        const digest = new Uint8Array(session.fingerprint);
        return [{ displayName, phone, labels, session: session.session, digest }];
      });
  }

  #select(show: ImportRowsShown): readonly Row[] {
    const known = this.#shown.get(show);
    if (known !== undefined) return known;
    const rows = this.#rows.filter((row) => isShown(row, show));
    this.#shown.set(show, rows);
    return rows;
  }
}

function isShown({ judged, verdict: { kind } }: Row, show: ImportRowsShown): boolean {
  if (show === 'importable') return kind === 'new' || kind === 'returns';
  if (show === 'known') return kind === 'in-pool' || kind === 'repeated';
  if (show === 'malformed') return kind === 'malformed';
  return show === 'all' || judged.warnings.length > 0;
}

function toImportRow({ judged, verdict }: Row): ImportRow {
  const { row, displayName, phone, labels, session, warnings } = judged;
  const fingerprint = session === null ? null : session.fingerprint.toString('hex').slice(-4);
  return { row, displayName, phone, labels: [...labels], fingerprint, verdict, warnings: [...warnings] };
}

import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { LargeMembers, SumRollup } from './rollup.ts';
import { absentKey, memberTable, totalOf } from './rollup-tables.ts';
import type { RowReader } from './row-reader.ts';
import type { SumKeeper } from './sum-keeper.ts';

const memberColumn = z.array(z.number());

/** A query for those who are large by now. */
export function largeNow(large: LargeMembers): string {
  const { dimension, atLeast } = large;
  return `select distinct ${dimension} from ${totalOf(large)} where rows >= ${atLeast} and ${dimension} <> ${absentKey.integer}`;
}

/** Keeps a rollup of large members: the rows of all others pass it by. */
export type LargeKeeper = SumKeeper & {
  readonly dimension: string;
  /** Those who have become large are members from now on; returns them. What they have is still to be applied: all their rows. */
  takeIn(): ReadonlySet<number>;
};

/** `sums` are its sums as if everybody was a member, `memberIndex` tells where the reader has whose row it is. */
export function openLargeKeeper(
  database: Database,
  rollup: SumRollup & { readonly ofLarge: LargeMembers },
  sums: SumKeeper,
  reader: RowReader,
  memberIndex: number,
): LargeKeeper {
  const { ofLarge } = rollup;
  const table = memberTable(rollup);
  const readMembers = database.prepare(`select member from ${table}`).pluck();
  const readNew = database
    .prepare(`${largeNow(ofLarge)} and ${ofLarge.dimension} not in (select member from ${table})`)
    .pluck();
  const insert = database.prepare(`insert into ${table} (member) values (?)`);
  /** Null when the table may say something else, after a rollback. */
  let members: Set<number> | null = null;
  const known = (): Set<number> => (members ??= new Set(memberColumn.parse(readMembers.all())));
  return {
    dimension: ofLarge.dimension,
    apply(sign) {
      if (known().has(reader.numbers[memberIndex] ?? Number.NaN)) sums.apply(sign);
    },
    takeIn() {
      const found = memberColumn.parse(readNew.all());
      for (const member of found) {
        insert.run(member);
        known().add(member);
      }
      return new Set(found);
    },
    flush: () => sums.flush(),
    discard() {
      members = null;
      sums.discard();
    },
    get isLarge() {
      return sums.isLarge;
    },
    get pending() {
      return sums.pending;
    },
  };
}

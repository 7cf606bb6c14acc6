import { outsideName } from '../cache-ddl.ts';
import type { MirrorTable } from '../mirror-table.ts';
import { quoteName } from '../quote-name.ts';
import type { CohortRollup } from './rollup.ts';
import { mirrorOf } from './rollup-tables.ts';

/** For a `from`: all rows that the rollups are made of, those outside the mirror's window too. */
export function allRows(mirror: MirrorTable, columns: readonly string[]): string {
  if (mirror.window === undefined) return quoteName(mirror.name);
  const names = [...new Set(columns)].map(quoteName).join(', ');
  return `(select ${names} from ${quoteName(mirror.name)} union all select ${names} from ${quoteName(outsideName(mirror))})`;
}

/** A query for the instant that decides to which cohort a member belongs. */
export function cohortInstant(rollup: CohortRollup, mirrors: readonly MirrorTable[], member: string): string {
  const { table, key, time } = rollup.cohort;
  const mirror = mirrorOf(mirrors, table);
  const names = mirror.window === undefined ? [mirror.name] : [mirror.name, outsideName(mirror)];
  return names
    .map(
      (name) =>
        `select ${quoteName(time)} as instant from ${quoteName(name)} where ${quoteName(key)} = ${member}`,
    )
    .join(' union all ');
}

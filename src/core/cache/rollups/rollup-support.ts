import type { RollupSupport } from '../cache-writer.ts';
import { localCalendar } from './local-calendar.ts';
import { openRollupKeeper } from './open-rollup-keeper.ts';
import { createRollupTables } from './rollup-tables.ts';
import { verifyRollups } from './verify-rollups.ts';

/** The rollups that a cache's definition declares. */
export const rollupSupport: RollupSupport = {
  ddl: ({ rollups, tables }) => createRollupTables(rollups, tables).join(';\n'),
  open: (database, { rollups, tables }, timeZone) =>
    openRollupKeeper(database, tables, rollups, localCalendar(timeZone)),
  verify: (database, { rollups, tables }, timeZone) =>
    verifyRollups(database, tables, rollups, localCalendar(timeZone)),
};

import { sql } from 'drizzle-orm';
import type { Database } from '../backend/database.ts';

/**
 * Creates the partitions that the growing tables will need next, well before they do: four ahead of the highest ID in use, which
 * is a million orders or more, and four years of measurements. Any number of hosts may do so at once; almost always there is
 * nothing to do, which costs one query.
 */
export async function createPartitions(database: Database): Promise<void> {
  await database.execute(sql`select opsdeck_create_partitions()`);
}

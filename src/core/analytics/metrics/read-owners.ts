import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { CacheReads } from '../../cache/cache.ts';
import { jsonText } from '../../cache/json-text.ts';
import { needsOwners, type Owners } from './read-cells.ts';
import type { Step } from './plan.ts';

const row = z.object({ owners: jsonText(z.array(z.tuple([z.int(), z.int()]))) });

/** Whose each channel is, where one of the questions has to know. */
export async function readOwners(cache: CacheReads, steps: readonly Step[]): Promise<Owners> {
  if (!steps.some(needsOwners)) return new Map();
  const rows = await cache.rows(
    sql`select json_group_array(json_array(id, owner_id)) as owners from channels`,
    row,
  );
  return new Map(
    rows.flatMap(({ owners }) => owners.map(([id, owner]) => [String(id), String(owner)] as const)),
  );
}

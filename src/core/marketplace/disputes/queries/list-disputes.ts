import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DisputeFilter, DisputeRow } from '#contract/disputes.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { containsText } from '../../../cache/containing-text.ts';
import { disputeColumns, disputeRow, disputeTables } from './cached-dispute.ts';

type Input = { readonly filter: DisputeFilter; readonly offset: number; readonly limit: number };

export const disputeOrder = sql`d.state = 'resolved', d.state = 'open', d.priority nulls last,
  case when d.state = 'resolved' then -d.opened_at else d.opened_at end, d.id`;

const counted = z.object({ total: z.int() });
const stateCount = z.object({ state: z.string(), number: z.int() });

/** One page of the disputes that match: what waits for a person by urgency and age, then what is open, then what is decided. */
export async function listDisputes(
  cache: CacheReads,
  { filter, offset, limit }: Input,
): Promise<{ rows: DisputeRow[]; total: number }> {
  const matching = matchingDisputes(filter);
  const [rows, [count]] = await cache.together<[DisputeRow, z.output<typeof counted>]>([
    {
      sql: sql`select ${disputeColumns} from ${disputeTables} where ${matching}
        order by ${disputeOrder} limit ${limit} offset ${offset}`,
      row: disputeRow,
    },
    { sql: sql`select count(*) as total from ${disputeTables} where ${matching}`, row: counted },
  ]);
  return { rows, total: count?.total ?? 0 };
}

/** How many disputes are in each state. */
export async function countDisputes(cache: CacheReads) {
  const rows = await cache.rows(
    sql`select state, count(*) as number from disputes group by state`,
    stateCount,
  );
  const of = (state: string) => rows.find((row) => row.state === state)?.number ?? 0;
  return { open: of('open'), escalated: of('escalated'), resolved: of('resolved') };
}

/** The condition of a filter on the disputes `d`, with their orders and both sides, in the local copy. */
export function matchingDisputes(filter: DisputeFilter): SQL {
  const { search, states, reasons, priorities, orderId, customerId, openedSince } = filter;
  return sql.join(
    [
      sql`true`,
      ...(states.length === 0 ? [] : [sql`d.state in ${[...states]}`]),
      ...(reasons.length === 0 ? [] : [sql`d.reason in ${[...reasons]}`]),
      ...(priorities.length === 0 ? [] : [sql`d.priority in ${[...priorities]}`]),
      ...(orderId === null ? [] : [sql`d.order_id = ${orderId}`]),
      ...(customerId === null ? [] : [sql`(o.advertiser_id = ${customerId} or o.editor_id = ${customerId})`]),
      ...(openedSince === null ? [] : [sql`d.opened_at >= ${openedSince}`]),
      ...(search.trim() === '' ? [] : [searched(search.trim())]),
    ],
    sql` and `,
  );
}

function searched(text: string): SQL {
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  if (number !== undefined) return sql`d.order_id = ${Number(number)}`;
  return sql`(${containsText(sql`a.name`, text)} or ${containsText(sql`e.name`, text)} or ${containsText(sql`c.title`, text)})`;
}

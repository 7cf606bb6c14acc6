import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type PaymentFilter, type PaymentRow, paymentRowSchema } from '#contract/marketplace/payment.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { containsText } from '../../../cache/containing-text.ts';
import { microsColumn } from '../../../cache/micros-column.ts';
import { daysInTime, within } from '../../days-in-time.ts';

type Input = {
  readonly filter: PaymentFilter;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
};

/** So many are counted and no more: nobody scrolls further. */
export const mostCounted = 100_000;

const counted = z.object({ total: z.int() });

const row = z.object({
  id: z.int(),
  kind: z.string(),
  state: z.string(),
  gateway: z.string(),
  amount_micros: microsColumn,
  currency: z.string(),
  customer_id: z.int(),
  name: z.string(),
  order_id: z.int().nullable(),
  problem: z.string().nullable(),
  created_at: z.int(),
  settled_at: z.int().nullable(),
});

const paymentRow: z.ZodType<PaymentRow> = row.transform((payment) =>
  paymentRowSchema.parse({
    id: payment.id,
    kind: payment.kind,
    state: payment.state,
    gateway: payment.gateway,
    amount: { micros: payment.amount_micros, currency: payment.currency },
    customer: { id: payment.customer_id, name: payment.name },
    orderId: payment.order_id,
    problem: payment.problem,
    createdAt: payment.created_at,
    settledAt: payment.settled_at,
  }),
);

/** One page of the payments that match and are kept, by number, and how many there are: of some days all, otherwise up to 100,000. */
export async function listPayments(
  cache: CacheReads,
  { filter, descending, offset, limit }: Input,
): Promise<{ rows: PaymentRow[]; total: number }> {
  const matching = await matchingPayments(cache, filter);
  const direction = descending ? sql`desc` : sql`asc`;
  // Few rows that an index finds are sorted; otherwise SQLite would go through all payments until it has met enough.
  const areFound = filter.settled !== null || (filter.states.length > 0 && areFew(filter.states));
  const number = areFound ? sql`+id` : sql`id`;
  const page = sql`select id from payments where ${matching} order by ${number} ${direction} limit ${limit} offset ${offset}`;
  const [rows, [count]] = await cache.together<[PaymentRow, z.output<typeof counted>]>([
    {
      sql: sql`select p.id, p.kind, p.state, p.gateway, p.amount_micros, p.currency, p.customer_id, c.name, p.order_id,
          p.problem, p.created_at, p.settled_at
        from (${page}) as page cross join payments p on p.id = page.id join customers c on c.id = p.customer_id
        order by p.id ${direction}`,
      row: paymentRow,
    },
    {
      // What a number on a dashboard leads to is counted to the last.
      sql: sql`select count(*) as total from (select 1 from payments where ${matching}
        limit ${filter.settled === null ? mostCounted : -1})`,
      row: counted,
    },
  ]);
  return { rows, total: count?.total ?? 0 };
}

/** The condition of a filter on `payments` in the local copy. */
export async function matchingPayments(cache: CacheReads, filter: PaymentFilter): Promise<SQL> {
  const { search, kinds, states, customerId, settledSince, currency } = filter;
  const settled = await daysInTime(cache, filter.settled);
  const text = search.trim();
  return sql.join(
    [
      sql`true`,
      ...(states.length === 0 ? [] : [inStates(states)]),
      ...(kinds.length === 0 ? [] : [sql`payments.kind in ${[...kinds]}`]),
      ...(customerId === null ? [] : [sql`payments.customer_id = ${customerId}`]),
      ...(settledSince === null ? [] : [sql`payments.settled_at >= ${settledSince}`]),
      ...(settled === null ? [] : [within(sql`payments.settled_at`, settled)]),
      ...(currency === null ? [] : [sql`payments.currency = ${currency}`]),
      ...(text === '' ? [] : [searched(text)]),
    ],
    sql` and `,
  );
}

/** In the words of the index of those that did not succeed, where that is what is asked for. */
function inStates(states: PaymentFilter['states']): SQL {
  const any = sql`payments.state in ${[...states]}`;
  return areFew(states) ? sql`${any} and payments.state in ('pending', 'failed')` : any;
}

function areFew(states: PaymentFilter['states']): boolean {
  return states.every((state) => state === 'pending' || state === 'failed');
}

function searched(text: string): SQL {
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  if (number !== undefined) return sql`payments.id = ${Number(number)}`;
  return sql`payments.customer_id in (select id from customers where ${containsText(sql`name`, text)})`;
}

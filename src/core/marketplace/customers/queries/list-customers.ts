import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Customer, CustomerFilter, customerSortColumns } from '#contract/marketplace/customer.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { customerColumns, customerRow } from './cached-customer.ts';
import { matchingCustomers } from './matching-customers.ts';

type SortColumn = (typeof customerSortColumns)[number];

type Input = {
  readonly filter: CustomerFilter;
  readonly sort: { readonly column: SortColumn; readonly descending: boolean };
  readonly offset: number;
  readonly limit: number;
};

const columns: Readonly<Record<SortColumn, SQL>> = {
  id: sql`customers.id`,
  name: sql`fold(customers.name)`,
  state: sql`case customers.state when 'suspended' then 2 when 'flagged' then 1 else 0 end`,
  riskScore: sql`customers.risk_score`,
  country: sql`customers.country`,
  createdAt: sql`customers.created_at`,
  lastActiveAt: sql`customers.last_active_at`,
};

const counted = z.object({ total: z.int() });

/** One page of the customers that match and how many there are. Ties go by number; who was never active comes last. */
export async function listCustomers(
  cache: CacheReads,
  { filter, sort, offset, limit }: Input,
): Promise<{ rows: Customer[]; total: number }> {
  const matching = await matchingCustomers(cache, filter);
  const [rows, [count]] = await cache.together<[Customer, z.output<typeof counted>]>([
    {
      sql: sql`select ${customerColumns} from customers where ${matching}
        order by ${customerOrder(sort)} limit ${limit} offset ${offset}`,
      row: customerRow,
    },
    { sql: sql`select count(*) as total from customers where ${matching}`, row: counted },
  ]);
  return { rows, total: count?.total ?? 0 };
}

/** Ties go by number; what is not known comes last. */
export function customerOrder({ column, descending }: Input['sort']): SQL {
  const direction = descending ? sql`desc` : sql`asc`;
  return sql`${columns[column]} ${direction} nulls last, customers.id ${direction}`;
}

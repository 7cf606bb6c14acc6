import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { CustomerId } from '#contract/ids.ts';
import { customerAccountKinds } from '#contract/marketplace/money.ts';
import { type AccountBalance, type Statement, statementRowSchema } from '#contract/marketplace/statement.ts';
import type { WorkspaceIn } from '../../../workspaces/workspace.ts';

const integer = z.coerce.number().pipe(z.int());
const instantOf = z.coerce.number();

const accountRow = z.object({
  kind: z.enum(customerAccountKinds),
  currency: z.string(),
  balance: z.string(),
  available: z.string(),
});

const transferRow = z
  .object({
    id: integer,
    at: instantOf,
    account: z.string(),
    kind: z.string(),
    phase: z.string(),
    order_id: integer.nullable(),
    payment_id: integer.nullable(),
    currency: z.string(),
    amount: z.string(),
    balance: z.string(),
    total: integer,
  })
  .transform(({ order_id: orderId, payment_id: paymentId, currency, amount, balance, total, ...row }) => ({
    total,
    row: statementRowSchema.parse({
      ...row,
      orderId,
      paymentId,
      amount: { micros: amount, currency },
      balance: { micros: balance, currency },
    }),
  }));

/**
 * What a customer has, and the transfers that made it so, the newest first. Each balance is the sum of the transfers up to that row.
 * From Postgres: the transfers are not part of the local copy.
 */
export async function customerStatement(
  { id: workspaceId, database }: WorkspaceIn,
  { customerId, offset, limit }: { customerId: CustomerId; offset: number; limit: number },
): Promise<Statement> {
  const accounts = await database.execute(sql`
    select kind, currency, (credits_posted - debits_posted)::text as balance,
      (credits_posted - debits_posted - debits_pending)::text as available
    from ledger_accounts where workspace_id = ${workspaceId} and customer_id = ${customerId}
    order by currency, kind desc`);
  const transfers = await database.execute(sql`
    with own as (
      select id, kind from ledger_accounts where workspace_id = ${workspaceId} and customer_id = ${customerId}
    ),
    entry as (
      select t.*, own.id as account_id, own.kind as account, -t.amount_micros as amount
      from own join ledger_transfers t on t.workspace_id = ${workspaceId} and t.debit_account_id = own.id
      union all
      select t.*, own.id, own.kind, t.amount_micros
      from own join ledger_transfers t on t.workspace_id = ${workspaceId} and t.credit_account_id = own.id
    ),
    told as (
      select entry.*, count(*) over () as total,
        sum(case when phase in ('single', 'post') then amount else 0 end) over (partition by account_id order by id) as running
      from entry
    )
    select id, (extract(epoch from created_at) * 1000)::bigint as at, account, kind, phase, order_id, payment_id, currency,
      amount::text, running::text as balance, total
    from told order by id desc, account_id offset ${offset} limit ${limit}`);
  const told = z.array(transferRow).parse(transfers.rows);
  return {
    accounts: z.array(accountRow).parse(accounts.rows).map(asBalance),
    total: told[0]?.total ?? 0,
    rows: told.map(({ row }) => row),
  };
}

function asBalance({ kind, currency, balance, available }: z.infer<typeof accountRow>): AccountBalance {
  return {
    kind,
    currency,
    balance: { micros: balance, currency },
    available: { micros: available, currency },
  };
}

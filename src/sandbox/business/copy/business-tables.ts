/** How a column travels in a binary COPY. */
export type ColumnKind = 'int8' | 'int4' | 'int2' | 'instant' | 'text';

export type Columns = readonly (readonly [name: string, kind: ColumnKind])[];

/** Instants are milliseconds, whole numbers exact up to 2^53. */
export type Value = number | string | null;

/**
 * What the generator writes, in an order in which every row comes after those it refers to. `workspace_id` comes first in each
 * and is not named here. Columns that are left out take their default.
 */
export const businessTables = {
  customers: [
    ['id', 'int8'],
    ['created_at', 'instant'],
    ['verified_at', 'instant'],
    ['last_active_at', 'instant'],
    ['risk_score', 'int2'],
    ['role', 'text'],
    ['state', 'text'],
    ['name', 'text'],
    ['country', 'text'],
    ['telegram_user_id', 'int8'],
    ['risk_due_at', 'instant'],
  ],
  channels: [
    ['id', 'int8'],
    ['owner_id', 'int8'],
    ['telegram_id', 'int8'],
    ['created_at', 'instant'],
    ['decided_at', 'instant'],
    ['measured_at', 'instant'],
    ['subscribers', 'int4'],
    ['average_views', 'int4'],
    ['state', 'text'],
    ['category', 'text'],
    ['username', 'text'],
    ['title', 'text'],
    ['language', 'text'],
    ['country', 'text'],
    ['state_reason', 'text'],
  ],
  channel_metrics: [
    ['channel_id', 'int8'],
    ['measured_at', 'instant'],
    ['views', 'int8'],
    ['subscribers', 'int4'],
    ['posts', 'int4'],
    ['forwards', 'int4'],
    ['reactions', 'int4'],
    ['comments', 'int4'],
    ['reach_day', 'int4'],
  ],
  listings: [
    ['id', 'int8'],
    ['channel_id', 'int8'],
    ['price_micros', 'int8'],
    ['created_at', 'instant'],
    ['changed_at', 'instant'],
    ['duration_hours', 'int4'],
    ['format', 'text'],
    ['state', 'text'],
    ['currency', 'text'],
  ],
  commission_rules: [
    ['id', 'int8'],
    ['valid_from', 'instant'],
    ['created_at', 'instant'],
    ['rate_ppm', 'int4'],
    ['category', 'text'],
    ['created_by', 'text'],
  ],
  orders: [
    ['id', 'int8'],
    ['advertiser_id', 'int8'],
    ['editor_id', 'int8'],
    ['channel_id', 'int8'],
    ['listing_id', 'int8'],
    ['price_micros', 'int8'],
    ['commission_micros', 'int8'],
    ['refunded_micros', 'int8'],
    ['created_at', 'instant'],
    ['submitted_at', 'instant'],
    ['scheduled_at', 'instant'],
    ['confirmed_at', 'instant'],
    ['published_at', 'instant'],
    ['expires_at', 'instant'],
    ['completed_at', 'instant'],
    ['closed_at', 'instant'],
    ['conversion_value_micros', 'int8'],
    ['conversions', 'int4'],
    ['views', 'int4'],
    ['message_id', 'int4'],
    ['duration_hours', 'int4'],
    ['version', 'int4'],
    ['status', 'text'],
    ['category', 'text'],
    ['format', 'text'],
    ['currency', 'text'],
    ['post_text', 'text'],
  ],
  order_events: [
    ['id', 'int8'],
    ['order_id', 'int8'],
    ['at', 'instant'],
    ['order_version', 'int4'],
    ['kind', 'text'],
    ['from_status', 'text'],
    ['to_status', 'text'],
    ['actor_kind', 'text'],
    ['actor', 'text'],
    ['reason', 'text'],
  ],
  payments: [
    ['id', 'int8'],
    ['customer_id', 'int8'],
    ['order_id', 'int8'],
    ['amount_micros', 'int8'],
    ['created_at', 'instant'],
    ['settled_at', 'instant'],
    ['kind', 'text'],
    ['state', 'text'],
    ['gateway', 'text'],
    ['currency', 'text'],
    ['reference', 'text'],
    ['problem', 'text'],
  ],
  ledger_accounts: [
    ['id', 'int8'],
    ['customer_id', 'int8'],
    ['created_at', 'instant'],
    ['kind', 'text'],
    ['currency', 'text'],
  ],
  ledger_transfers: [
    ['id', 'int8'],
    ['debit_account_id', 'int8'],
    ['credit_account_id', 'int8'],
    ['amount_micros', 'int8'],
    ['order_id', 'int8'],
    ['payment_id', 'int8'],
    ['pending_id', 'int8'],
    ['created_at', 'instant'],
    ['phase', 'text'],
    ['kind', 'text'],
    ['currency', 'text'],
    ['idempotency_key', 'text'],
  ],
  disputes: [
    ['id', 'int8'],
    ['order_id', 'int8'],
    ['opened_by', 'int8'],
    ['refund_micros', 'int8'],
    ['opened_at', 'instant'],
    ['escalated_at', 'instant'],
    ['resolved_at', 'instant'],
    ['priority', 'int2'],
    ['state', 'text'],
    ['reason', 'text'],
    ['statement', 'text'],
    ['decision', 'text'],
    ['rule', 'text'],
    ['decided_by', 'text'],
    ['explanation', 'text'],
  ],
  ratings: [
    ['id', 'int8'],
    ['order_id', 'int8'],
    ['author_id', 'int8'],
    ['subject_id', 'int8'],
    ['created_at', 'instant'],
    ['stars', 'int2'],
    ['comment', 'text'],
  ],
} as const satisfies Readonly<Record<string, Columns>>;

export type BusinessTable = keyof typeof businessTables;

// Object.keys forgets the names that the table above has.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const businessTableNames = Object.keys(businessTables) as readonly BusinessTable[];

const needs: Readonly<Record<BusinessTable, readonly BusinessTable[]>> = {
  customers: [],
  channels: ['customers'],
  channel_metrics: ['channels'],
  listings: ['channels'],
  commission_rules: [],
  orders: ['customers', 'channels', 'listings'],
  order_events: ['orders'],
  payments: ['customers', 'orders'],
  ledger_accounts: ['customers'],
  ledger_transfers: ['ledger_accounts', 'orders', 'payments'],
  disputes: ['orders'],
  ratings: ['orders'],
};

/** Those tables and all that their rows refer to. */
export function withWhatTheyNeed(tables: Iterable<BusinessTable>): ReadonlySet<BusinessTable> {
  const wanted = new Set<BusinessTable>();
  const add = (table: BusinessTable): void => {
    wanted.add(table);
    for (const needed of needs[table]) add(needed);
  };
  for (const table of tables) add(table);
  return wanted;
}

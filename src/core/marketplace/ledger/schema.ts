import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type {
  CommissionRuleId,
  CustomerId,
  LedgerAccountId,
  OrderId,
  PaymentId,
  TransferId,
} from '#contract/ids.ts';
import { categories } from '#contract/marketplace/channels.ts';
import {
  customerAccountKinds,
  ledgerAccountKinds,
  transferKinds,
  transferPhases,
} from '#contract/marketplace/money.ts';
import { workspaces } from '../../workspaces/schema.ts';
import { currency, idFrom, idOf, isCurrency, micros, moment, oneOf, ownId, workspaceId } from '../columns.ts';
import { customers } from '../customers/schema.ts';
import { orders } from '../orders/schema.ts';
import { payments } from '../payments/schema.ts';

export const ledgerTransfersId = pgSequence('ledger_transfers_id');

const sum = (name: string) =>
  micros(name)
    .notNull()
    .default(sql`0`);

/**
 * Accounts as TigerBeetle has them. A balance is credits less debits; no customer's account goes below zero, also counting
 * what is held. The sums are kept by a trigger on the transfers, for customers' accounts only: every order touches the
 * platform's, which would make each of their rows the one that everybody waits for. Theirs is derived from the transfers.
 */
export const ledgerAccounts = pgTable(
  'ledger_accounts',
  {
    workspaceId: workspaceId(),
    id: ownId().$type<LedgerAccountId>(),
    /** Null for the platform's own. */
    customerId: idOf('customer_id').$type<CustomerId>(),
    debitsPosted: sum('debits_posted'),
    creditsPosted: sum('credits_posted'),
    debitsPending: sum('debits_pending'),
    creditsPending: sum('credits_pending'),
    createdAt: moment('created_at').notNull().defaultNow(),
    kind: text({ enum: ledgerAccountKinds }).notNull(),
    currency: currency(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('ledger_accounts_once')
      .on(table.workspaceId, table.customerId, table.kind, table.currency)
      .nullsNotDistinct(),
    // A transfer refers to its accounts with its currency, so that one between two currencies cannot be written.
    unique('ledger_accounts_currency_of').on(table.workspaceId, table.id, table.currency),
    foreignKey({ columns: [table.workspaceId], foreignColumns: [workspaces.id] }),
    foreignKey({
      columns: [table.workspaceId, table.customerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    check('ledger_accounts_kind', oneOf('kind', ledgerAccountKinds)),
    check('ledger_accounts_currency', isCurrency),
    check(
      'ledger_accounts_owner',
      sql.raw(
        `(customer_id is not null) = (kind in (${customerAccountKinds.map((kind) => `'${kind}'`).join(', ')}))`,
      ),
    ),
    check(
      'ledger_accounts_sums',
      sql`debits_posted >= 0 and credits_posted >= 0 and debits_pending >= 0 and credits_pending >= 0`,
    ),
    check(
      'ledger_accounts_not_overdrawn',
      sql`customer_id is null or credits_posted - debits_posted - debits_pending >= 0`,
    ),
  ],
);

/**
 * Every movement of money: one amount from one account to another, so the ledger sums to zero whatever is written here.
 * Rows are never changed or removed. Partitioned by `id` (see the migration).
 */
export const ledgerTransfers = pgTable(
  'ledger_transfers',
  {
    workspaceId: workspaceId(),
    id: idFrom('ledger_transfers_id').$type<TransferId>(),
    debitAccountId: idOf('debit_account_id').notNull().$type<LedgerAccountId>(),
    creditAccountId: idOf('credit_account_id').notNull().$type<LedgerAccountId>(),
    amountMicros: micros('amount_micros').notNull(),
    orderId: idOf('order_id').$type<OrderId>(),
    paymentId: idOf('payment_id').$type<PaymentId>(),
    /** The held transfer that a `post` or `void` ends. */
    pendingId: idOf('pending_id').$type<TransferId>(),
    createdAt: moment('created_at').notNull().defaultNow(),
    phase: text({ enum: transferPhases }).notNull().default('single'),
    kind: text({ enum: transferKinds }).notNull(),
    currency: currency(),
    /** The same key cannot be used twice: see `ledger_keys`. */
    idempotencyKey: text('idempotency_key').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.debitAccountId, table.currency],
      foreignColumns: [ledgerAccounts.workspaceId, ledgerAccounts.id, ledgerAccounts.currency],
      name: 'ledger_transfers_debit_account',
    }),
    foreignKey({
      columns: [table.workspaceId, table.creditAccountId, table.currency],
      foreignColumns: [ledgerAccounts.workspaceId, ledgerAccounts.id, ledgerAccounts.currency],
      name: 'ledger_transfers_credit_account',
    }),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.paymentId],
      foreignColumns: [payments.workspaceId, payments.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.pendingId],
      foreignColumns: [table.workspaceId, table.id],
      name: 'ledger_transfers_pending',
    }),
    check('ledger_transfers_kind', oneOf('kind', transferKinds)),
    check('ledger_transfers_phase', oneOf('phase', transferPhases)),
    check('ledger_transfers_amount', sql`amount_micros > 0`),
    check('ledger_transfers_accounts', sql`debit_account_id <> credit_account_id`),
    check('ledger_transfers_pending_id', sql`(phase in ('post', 'void')) = (pending_id is not null)`),
    check('ledger_transfers_key', sql`length(idempotency_key) between 1 and 100`),
    index('ledger_transfers_by_debit').on(table.workspaceId, table.debitAccountId, table.id),
    index('ledger_transfers_by_credit').on(table.workspaceId, table.creditAccountId, table.id),
    index('ledger_transfers_by_order')
      .on(table.workspaceId, table.orderId)
      .where(sql`order_id is not null`),
    index('ledger_transfers_by_payment')
      .on(table.workspaceId, table.paymentId)
      .where(sql`payment_id is not null`),
    index('ledger_transfers_by_pending')
      .on(table.workspaceId, table.pendingId)
      .where(sql`pending_id is not null`),
  ],
);

/**
 * The keys of transfers, written by the trigger on them: a partitioned table cannot keep them unique by itself. Rows older
 * than any retry may be deleted.
 */
export const ledgerKeys = pgTable(
  'ledger_keys',
  {
    workspaceId: workspaceId(),
    key: text().notNull(),
    transferId: idOf('transfer_id').notNull().$type<TransferId>(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.key] }),
    index('ledger_keys_by_age').on(table.createdAt),
  ],
);

/** A held transfer ends once: the row is written by the trigger, and a second one is refused. */
export const ledgerSettlements = pgTable(
  'ledger_settlements',
  {
    workspaceId: workspaceId(),
    pendingId: idOf('pending_id').notNull().$type<TransferId>(),
    transferId: idOf('transfer_id').notNull().$type<TransferId>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.pendingId] })],
);

/**
 * The platform's part of a price, in parts per million. In force at an instant: of the rules that began by then, the newest
 * of the category, or else the newest without one. Rules are added, never changed.
 */
export const commissionRules = pgTable(
  'commission_rules',
  {
    workspaceId: workspaceId(),
    id: ownId().$type<CommissionRuleId>(),
    validFrom: moment('valid_from').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    ratePpm: integer('rate_ppm').notNull(),
    /** Null: every category without a rule of its own. */
    category: text({ enum: categories }),
    createdBy: text('created_by').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({ columns: [table.workspaceId], foreignColumns: [workspaces.id] }),
    uniqueIndex('commission_rules_once').on(table.workspaceId, sql`coalesce(category, '')`, table.validFrom),
    check('commission_rules_rate', sql`rate_ppm between 0 and 1000000`),
    check('commission_rules_category', oneOf('category', categories)),
  ],
);

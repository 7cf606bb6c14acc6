import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';

const workspace = '00000000-0000-4000-8000-000000000001';

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
  await database.pool.query(`
    insert into workspaces (id, name) values ('${workspace}', 'Test');
    insert into customers (workspace_id, id, role, name) values ('${workspace}', 1, 'advertiser', 'Ada');
    insert into ledger_accounts (workspace_id, id, customer_id, kind, currency) values
      ('${workspace}', 1, null, 'gateway', 'USD'), ('${workspace}', 2, 1, 'wallet', 'USD'),
      ('${workspace}', 3, 1, 'escrow', 'USD'), ('${workspace}', 4, 1, 'wallet', 'EUR');
  `);
});

afterEach(() => database.drop());

type Transfer = {
  readonly id?: number;
  readonly debit: number;
  readonly credit: number;
  readonly amount: number;
  readonly phase?: 'single' | 'pending' | 'post' | 'void';
  readonly pending?: number;
  readonly key?: string;
  readonly currency?: string;
};

let keys = 0;

/** All of them in one statement. */
async function post(...transfers: readonly Transfer[]): Promise<void> {
  const rows = transfers.map((transfer) => ({
    id: transfer.id,
    debit: transfer.debit,
    credit: transfer.credit,
    amount: transfer.amount,
    phase: transfer.phase ?? 'single',
    pending: transfer.pending,
    key: transfer.key ?? `test:${(keys += 1)}`,
    currency: transfer.currency ?? 'USD',
  }));
  await database.pool.query(
    `insert into ledger_transfers (workspace_id, id, debit_account_id, credit_account_id, amount_micros, phase, pending_id,
       idempotency_key, currency, kind)
     select $1, coalesce(id, nextval('ledger_transfers_id')), debit, credit, amount, phase, pending, key, currency, 'adjustment'
     from json_to_recordset($2) as r(id bigint, debit bigint, credit bigint, amount bigint, phase text, pending bigint,
       key text, currency text)`,
    [workspace, JSON.stringify(rows)],
  );
}

/** Posted balance, and what of it is held. */
async function wallet(): Promise<{ balance: string; held: string } | undefined> {
  const { rows } = await database.pool.query<{ balance: string; held: string }>(
    'select (credits_posted - debits_posted)::text as balance, debits_pending::text as held from ledger_accounts where id = 2',
  );
  return rows[0];
}

describe('the ledger in the database', () => {
  test('keeps the sums of a customer’s accounts, also of several transfers in one statement', async () => {
    await post({ debit: 1, credit: 2, amount: 100 });
    await post({ debit: 2, credit: 3, amount: 30 }, { debit: 2, credit: 3, amount: 20 });
    expect(await wallet()).toEqual({ balance: '50', held: '0' });
  });

  test('refuses to overdraw a wallet, with all that the statement did', async () => {
    await post({ debit: 1, credit: 2, amount: 100 });
    await expect(
      post({ debit: 2, credit: 3, amount: 60 }, { debit: 2, credit: 3, amount: 41 }),
    ).rejects.toMatchObject({ constraint: 'ledger_accounts_not_overdrawn' });
    expect(await wallet()).toEqual({ balance: '100', held: '0' });
    const { rows } = await database.pool.query('select count(*)::int as count from ledger_keys');
    expect(rows).toEqual([{ count: 1 }]);
  });

  test('lets only one of many concurrent transfers take the last of a wallet', async () => {
    await post({ debit: 1, credit: 2, amount: 100 });
    const taken = await Promise.allSettled(
      Array.from({ length: 8 }, () => post({ debit: 2, credit: 3, amount: 60 })),
    );
    expect(taken.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await wallet()).toEqual({ balance: '40', held: '0' });
  });

  test('counts held money as gone until it is posted or voided', async () => {
    await post({ debit: 1, credit: 2, amount: 100 });
    await post({ id: 10, debit: 2, credit: 1, amount: 70, phase: 'pending' });
    expect(await wallet()).toEqual({ balance: '100', held: '70' });
    await expect(post({ debit: 2, credit: 3, amount: 31 })).rejects.toMatchObject({
      constraint: 'ledger_accounts_not_overdrawn',
    });
    await post({ debit: 2, credit: 1, amount: 50, phase: 'post', pending: 10 });
    expect(await wallet()).toEqual({ balance: '50', held: '0' });
  });

  test('settles held money once', async () => {
    await post({ debit: 1, credit: 2, amount: 100 });
    await post({ id: 10, debit: 2, credit: 1, amount: 70, phase: 'pending' });
    await post({ debit: 2, credit: 1, amount: 70, phase: 'void', pending: 10 });
    expect(await wallet()).toEqual({ balance: '100', held: '0' });
    await expect(post({ debit: 2, credit: 1, amount: 70, phase: 'post', pending: 10 })).rejects.toMatchObject(
      {
        constraint: 'ledger_settlements_workspace_id_pending_id_pk',
      },
    );
  });

  test.for<Transfer>([
    { debit: 2, credit: 1, amount: 71, phase: 'post', pending: 10 },
    { debit: 2, credit: 1, amount: 60, phase: 'void', pending: 10 },
    { debit: 2, credit: 3, amount: 70, phase: 'post', pending: 10 },
    { debit: 2, credit: 1, amount: 20, phase: 'post', pending: 11 },
  ])('refuses to settle held money with what does not fit: %j', async (transfer) => {
    await post({ id: 11, debit: 1, credit: 2, amount: 100 });
    await post({ id: 10, debit: 2, credit: 1, amount: 70, phase: 'pending' });
    await expect(post(transfer)).rejects.toMatchObject({ constraint: 'ledger_transfers_fits_pending' });
  });

  test('uses a key once', async () => {
    await post({ debit: 1, credit: 2, amount: 100, key: 'deposit:1' });
    await expect(post({ debit: 1, credit: 2, amount: 100, key: 'deposit:1' })).rejects.toMatchObject({
      constraint: 'ledger_keys_workspace_id_key_pk',
    });
    expect(await wallet()).toEqual({ balance: '100', held: '0' });
  });

  test.for<[string, Transfer]>([
    ['ledger_transfers_amount', { debit: 1, credit: 2, amount: 0 }],
    ['ledger_transfers_amount', { debit: 1, credit: 2, amount: -5 }],
    ['ledger_transfers_accounts', { debit: 2, credit: 2, amount: 5 }],
    ['ledger_transfers_credit_account', { debit: 1, credit: 4, amount: 5 }],
    ['ledger_transfers_debit_account', { debit: 99, credit: 2, amount: 5 }],
    ['ledger_transfers_pending_id', { debit: 1, credit: 2, amount: 5, phase: 'post' }],
  ])('refuses by %s: %j', async ([constraint, transfer]) => {
    await expect(post(transfer)).rejects.toMatchObject({ constraint });
  });

  test('refuses to change or remove a transfer', async () => {
    await post({ debit: 1, credit: 2, amount: 100 });
    await expect(database.pool.query('update ledger_transfers set amount_micros = 1')).rejects.toThrow(
      'never changed',
    );
    await expect(database.pool.query('delete from ledger_transfers')).rejects.toThrow('never changed');
  });

  test('is recounted from its transfers', async () => {
    await post({ debit: 1, credit: 2, amount: 100 }, { debit: 1, credit: 2, amount: 11 });
    await post({ id: 10, debit: 2, credit: 1, amount: 70, phase: 'pending' });
    const recount = () => database.pool.query(`select opsdeck_ledger_recount('${workspace}') as corrected`);
    expect((await recount()).rows).toEqual([{ corrected: 0 }]);
    await database.pool.query(
      'update ledger_accounts set credits_posted = 0, debits_pending = 0 where id = 2',
    );
    expect((await recount()).rows).toEqual([{ corrected: 1 }]);
    expect(await wallet()).toEqual({ balance: '111', held: '70' });
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { operatorIdSchema, type PaymentId } from '#contract/ids.ts';
import { commandKeySchema } from '#contract/outbox.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import { applyOnce } from '../../sync/outbox/apply-once.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { changeState } from '../customers/commands/change-state.ts';
import { customerStatement } from '../ledger/queries/customer-statement.ts';
import { brokenInvariants } from '../testing/broken-invariants.ts';
import { ada, ben, openTestMarket } from '../testing/test-market.ts';
import { beginPayment, type BeginPaymentInput } from './commands/begin-payment.ts';
import { settlePayment, type SettlePaymentInput } from './commands/settle-payment.ts';

let database: TestDatabase;
let workspace: Workspace;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

// Each has a market of its own in the one database.
beforeEach(async () => {
  workspace = { id: await openTestMarket(database.pool), database: database.database };
});
afterEach(async () => {
  expect(await brokenInvariants(database.pool, workspace.id)).toEqual([]);
});

const deposit: BeginPaymentInput = {
  kind: 'deposit',
  customerId: ada,
  currency: 'USD',
  amountMicros: 5_000_001n,
  gateway: 'manual',
};

const begin = (input: Partial<BeginPaymentInput> = {}) =>
  inTransaction(workspace.database, (transaction) =>
    beginPayment(transaction, workspace, { ...deposit, ...input }, new Date()),
  );

const settle = (paymentId: PaymentId, outcome: SettlePaymentInput['outcome'] = 'succeeded') =>
  inTransaction(workspace.database, (transaction) =>
    settlePayment(transaction, workspace, { paymentId, outcome }, new Date()),
  );

/** Of Ada's wallet: all of it, and what can be spent. */
async function wallet(): Promise<readonly [string, string]> {
  const { accounts } = await customerStatement(workspace, { customerId: ada, offset: 0, limit: 1 });
  const found = accounts.find(({ kind, currency }) => kind === 'wallet' && currency === 'USD');
  return [found?.balance.micros ?? '', found?.available.micros ?? ''];
}

describe('a payment', () => {
  test('into a wallet can be spent when it has succeeded, not before', async () => {
    const { id } = await begin();
    expect(await wallet()).toEqual(['100000000', '100000000']);
    await settle(id);
    expect(await wallet()).toEqual(['105000001', '105000001']);
  });

  test('out of a wallet is held at once, and comes back when it fails', async () => {
    const { id } = await begin({ kind: 'withdrawal', amountMicros: 70_000_000n });
    expect(await wallet()).toEqual(['100000000', '30000000']);
    await settle(id, 'failed');
    expect(await wallet()).toEqual(['100000000', '100000000']);
  });

  test('leaves with what was held', async () => {
    const { id } = await begin({ kind: 'withdrawal', amountMicros: 70_000_000n });
    await settle(id);
    expect(await wallet()).toEqual(['30000000', '30000000']);
  });

  test('raises WALLET_TOO_LOW for more than there is, also of what is held', async () => {
    await begin({ kind: 'withdrawal', amountMicros: 70_000_000n });
    await expect(begin({ kind: 'withdrawal', amountMicros: 30_000_001n })).rejects.toMatchObject({
      code: 'WALLET_TOO_LOW',
      details: { account: 'wallet', needed: '30.000001 USD' },
    });
    await expect(begin({ kind: 'payout', amountMicros: 1n })).rejects.toMatchObject({
      code: 'WALLET_TOO_LOW',
      details: { account: 'earnings' },
    });
  });

  test('raises PAYMENT_SETTLED the second time, whoever is first of eight', async () => {
    const { id } = await begin();
    const ends = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => settle(id, index % 2 === 0 ? 'succeeded' : 'cancelled')),
    );
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'PAYMENT_SETTLED' });
  });

  test('is refused to a suspended customer', async () => {
    await inTransaction(workspace.database, (transaction) =>
      changeState(
        transaction,
        workspace,
        { mover: 'operator', name: 'Otto' },
        { customerId: ben, version: 1, act: 'suspend', reason: 'Stolen card' },
        new Date(),
      ),
    );
    await expect(begin({ customerId: ben })).rejects.toMatchObject({ code: 'CUSTOMER_SUSPENDED' });
  });

  test('happens once, however often it is sent under its key', async () => {
    const caller = {
      operatorId: operatorIdSchema.parse(randomUUID()),
      name: 'Olga',
      role: 'finance' as const,
    };
    const call = { key: commandKeySchema.parse(randomUUID()), command: 'marketplace.beginPayment', caller };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        applyOnce(workspace, call, (transaction) =>
          beginPayment(transaction, workspace, deposit, new Date()),
        ),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const { total } = await customerStatement(workspace, { customerId: ada, offset: 0, limit: 10 });
    expect(total).toBe(2);
  });
});

describe('the statement of a customer', () => {
  test('explains each balance by its transfers, the newest first', async () => {
    const held = await begin({ kind: 'withdrawal', amountMicros: 70_000_000n });
    await settle((await begin()).id);
    await settle(held.id);
    const { rows, total } = await customerStatement(workspace, { customerId: ada, offset: 0, limit: 10 });
    expect(total).toBe(5);
    expect(
      rows.map(({ kind, phase, amount, balance }) => [kind, phase, amount.micros, balance.micros]),
    ).toEqual([
      ['withdrawal', 'post', '-70000000', '35000001'],
      ['deposit', 'post', '5000001', '105000001'],
      ['deposit', 'pending', '5000001', '100000000'],
      ['withdrawal', 'pending', '-70000000', '100000000'],
      ['adjustment', 'single', '100000000', '100000000'],
    ]);
  });

  test('is read in pages', async () => {
    await begin();
    const { rows } = await customerStatement(workspace, { customerId: ada, offset: 1, limit: 1 });
    expect(rows).toMatchObject([{ kind: 'adjustment', balance: { micros: '100000000', currency: 'USD' } }]);
  });
});

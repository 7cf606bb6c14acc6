import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Actor } from '../actor.ts';
import { ada, openTestMarket } from '../testing/test-market.ts';
import { lockCustomer } from './lock-customer.ts';
import { recordAct } from './record-act.ts';

let testDatabase: TestDatabase;
let pool: Pool;
let workspace: Workspace;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  pool = new Pool({ connectionString: testDatabase.url, max: 8 });
});
afterAll(async () => {
  await pool.end();
  await testDatabase.drop();
});
beforeEach(async () => {
  workspace = { id: await openTestMarket(pool), database: drizzle({ client: pool }) };
});

const olga: Actor = { mover: 'operator', name: 'Olga' };
const now = new Date();

const note = (version: number) =>
  inTransaction(workspace.database, async (transaction) => {
    const customer = await lockCustomer(transaction, workspace, { customerId: ada, version }, now);
    return recordAct(transaction, customer, { kind: 'noted', actor: olga, at: now, reason: 'Called' });
  });

describe('two who act at once', () => {
  it('raises CUSTOMER_CHANGED for the second, with who was faster and what they did', async () => {
    expect(await note(1)).toEqual({ version: 2 });
    await expect(note(1)).rejects.toMatchObject({
      code: 'CUSTOMER_CHANGED',
      details: { name: 'Ada', by: 'Olga', what: 'noted' },
    });
  });
});

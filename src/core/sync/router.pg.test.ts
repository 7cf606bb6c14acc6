import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { syncContract } from '#contract/sync.ts';
import { createTestConsole, type TestConsole } from '../../../tests/setup/test-console.ts';

/** A busy machine is no failure. */
const patience = { timeout: 45_000 };

let console: TestConsole;
beforeEach(async () => {
  console = await createTestConsole();
  await console.start();
  await expect.poll(() => console.refusal('settings.get'), patience).toBeNull();
});
afterEach(() => console.close());

const tables = async () => syncContract.tables.output.parse(await console.call('sync.tables'));
const usage = async () => (await tables()).find(({ name }) => name === 'account_usage');
const scope = (days: number) => ({ table: 'account_usage', scope: { kind: 'window', days } });

describe('what is kept on this device', () => {
  it('is cut to the last days, back to everything, and remembered', async () => {
    const [account] = await console.addAccounts(1);
    await console.testDatabase.pool.query(
      `insert into account_usage (workspace_id, account_id, at, kind, actor, outcome, latency_ms)
       select $1, $2, now() - make_interval(days => age), 'count_channels', 'Test', 'done', 1
       from unnest(array[1, 10, 100]) as age`,
      [console.core().workspace.id, account],
    );
    await expect.poll(usage, patience).toMatchObject({ rows: 3, scope: { kind: 'all' }, canBeCut: true });
    await console.call('sync.setScope', scope(30));
    await expect.poll(usage, patience).toMatchObject({ rows: 2, scope: { kind: 'window', days: 30 } });
    await console.stop();
    await console.start();
    await expect.poll(usage, patience).toMatchObject({ rows: 2, scope: { kind: 'window', days: 30 } });
    // Just started, the copy is read before its thread has found the database.
    await expect.poll(() => console.refusal('sync.verify'), patience).toBeNull();
    const verification = z.object({ differences: z.array(z.unknown()) });
    expect(verification.parse(await console.call('sync.verify')).differences).toEqual([]);
    await console.call('sync.setScope', { table: 'account_usage', scope: { kind: 'all' } });
    await expect.poll(usage, patience).toMatchObject({ rows: 3, scope: { kind: 'all' } });
  });

  it('is a whole table where nothing says what is old', async () => {
    expect(await console.refusal('sync.setScope', { ...scope(30), table: 'accounts' })).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('is deleted and made anew; a verification needs the database', async () => {
    await console.addAccounts(3);
    await console.call('sync.rebuild');
    await expect
      .poll(async () => (await tables()).find(({ name }) => name === 'accounts')?.rows, patience)
      .toBe(3);
    await console.proxy.cut();
    await expect.poll(() => console.core().backend.state().state, patience).toBe('offline');
    await expect.poll(() => console.refusal('sync.verify'), patience).toMatchObject({ code: 'BACKEND_AWAY' });
  });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestConsole, type TestConsole } from '../../../../../tests/setup/test-console.ts';

/** A busy machine is no failure. */
const patience = { timeout: 45_000 };
const key = () => crypto.randomUUID();
let console: TestConsole;
let id = 0;

beforeEach(async () => {
  console = await createTestConsole();
  await console.start();
  // A start without the database needs a complete local copy.
  await expect.poll(() => console.refusal('settings.get'), patience).toBeNull();
  const added = { key: key(), name: 'Ada', role: 'advertiser', country: null };
  ({ id } = z.object({ id: z.int() }).parse(await console.call('customers.add', added)));
});
afterEach(() => console.close());

const answer = z.object({
  rows: z.array(z.object({ kind: z.string(), reason: z.string().nullable() })),
  waiting: z.array(z.object({ text: z.string() })),
});
const texts = async () => {
  const { rows, waiting } = answer.parse(
    await console.call('customers.timeline', { id, offset: 0, limit: 20 }),
  );
  return {
    there: rows.filter(({ kind }) => kind === 'noted').map(({ reason }) => reason),
    waiting: waiting.map(({ text }) => text),
  };
};

test('notes of customers wait while the database is away, are shown, and arrive once each, in their order', async () => {
  await console.call('customers.note', { key: key(), id, text: 'Called in the morning' });
  // What is shown while it is away is what the local copy has by then.
  await expect.poll(texts, patience).toEqual({ there: ['Called in the morning'], waiting: [] });
  await console.proxy.cut();
  await expect.poll(() => console.core().backend.state().state, patience).toBe('offline');
  const again = { key: key(), id, text: 'Will pay on Monday 🍞' };
  expect(await console.call('customers.note', again)).toEqual({ version: null });
  // The page asks again, since the answer did not arrive: it is the same note.
  await console.call('customers.note', again);
  await console.call('customers.note', { key: key(), id, text: 'Called back' });
  expect(await texts()).toEqual({
    there: ['Called in the morning'],
    waiting: ['Called back', 'Will pay on Monday 🍞'],
  });
  expect(await console.call('sync.outbox')).toMatchObject([
    { change: { kind: 'customer-note', customer: id, text: 'Will pay on Monday 🍞' } },
    { change: { kind: 'customer-note', text: 'Called back' } },
  ]);
  await console.proxy.mend();
  await expect
    .poll(texts, patience)
    .toEqual({ there: ['Called back', 'Will pay on Monday 🍞', 'Called in the morning'], waiting: [] });
});

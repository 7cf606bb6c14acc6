import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OpsdeckError } from '#contract/errors.ts';
import { commandKeySchema } from '#contract/outbox.ts';
import { createTestConsole, type TestConsole } from '../../../../tests/setup/test-console.ts';
import { backendError } from '../../backend/backend-error.ts';
import { applyOnce, type KeyedCall } from './apply-once.ts';

let console: TestConsole;
beforeAll(async () => {
  console = await createTestConsole();
  await console.start();
});
afterAll(() => console.close());

const keyed = (): KeyedCall => ({
  key: commandKeySchema.parse(randomUUID()),
  command: 'test',
  caller: console.core().localOperator,
});
const refusal = () => new OpsdeckError('NOT_FOUND', { what: 'The thing' });

it('a second sending hears the answer of the first, whatever would be refused by now', async () => {
  const { workspace } = console.core();
  const call = keyed();
  expect(await applyOnce(workspace, call, () => Promise.resolve({ done: 1 }))).toEqual({ done: 1 });
  expect(await applyOnce(workspace, call, () => Promise.resolve({ done: 2 }))).toEqual({ done: 1 });
  expect(await applyOnce(workspace, call, () => Promise.reject(refusal()))).toEqual({ done: 1 });
});

it('a refusal of what never took effect is the answer', async () => {
  const refused = applyOnce(console.core().workspace, keyed(), () => Promise.reject(refusal()));
  await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('a refusal is no answer while nobody can look whether the key took effect: that the database is away is', async () => {
  const { workspace } = console.core();
  const call = keyed();
  await applyOnce(workspace, call, () => Promise.resolve({ done: 1 }));
  const sentAgain: unknown = await applyOnce(workspace, call, async () => {
    await console.proxy.cut();
    throw refusal();
  }).catch((error: unknown) => error);
  await console.proxy.mend();
  expect(sentAgain).not.toMatchObject({ code: 'NOT_FOUND' });
  expect(backendError(sentAgain)).not.toBeNull();
  const answer = () =>
    applyOnce(workspace, call, () => Promise.reject(refusal())).catch((error: unknown) => error);
  await expect.poll(answer, { timeout: 30_000 }).toEqual({ done: 1 });
});

import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { documentLimits } from '#contract/marketplace/verification-states.ts';
import { createTestPool, type TestPool } from '#core/accounts/testing/test-pool.ts';
import { drawIdentityCard } from '#sandbox/documents/draw-document.ts';
import { pngPart } from '#sandbox/documents/draw-png.ts';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';
import { dumpDatabase, readDataFolder } from '../../tests/setup/planted-secrets.ts';
import { type HostProcess, startHostProcess } from '../../tests/setup/start-host.ts';

const answerSchema = z.object({ result: z.object({ data: z.record(z.string(), z.unknown()) }) });
const requestSchema = z.object({ documents: z.int(), shown: z.array(z.object({ id: z.string() })) });

const cleanUp: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).toReversed()) await close();
});

/** A host, and a way to ask it as a page does. */
async function openHost(pool: TestPool, sandbox: Sandbox) {
  const host: HostProcess = startHostProcess({
    databaseUrl: pool.testDatabase.url,
    workspaceKey: path.join(pool.dataDir, 'workspace.key'),
    server: sandbox,
    environment: { OPSDECK_LOG_LEVEL: 'trace' },
  });
  cleanUp.push(async () => {
    host.child.kill('SIGKILL');
    await host.exited;
  });
  const link = await host.ready;
  const cookie = (await fetch(link, { redirect: 'manual' })).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  async function call(procedure: string, input: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(new URL(`/trpc/${procedure}`, link), {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return answerSchema.parse(await response.json()).result.data;
  }
  return { host, call };
}
type Call = Awaited<ReturnType<typeof openHost>>['call'];

/** Words that stand in clear in the document's first part and in its last. */
const planted = ['planted in the first part of a passport', 'planted in the last part of a passport'];

/** A picture of eight parts. */
function picture(): Buffer {
  const card = drawIdentityCard('large');
  const words = planted.map((text) => pngPart('tEXt', Buffer.from(`Comment\0${text}`)));
  const noise = pngPart('prVt', randomBytes(7 * documentLimits.partBytes));
  const [first = Buffer.alloc(0), last = Buffer.alloc(0)] = words;
  return Buffer.concat([card.subarray(0, 33), first, noise, last, card.subarray(33)]);
}

async function begin(call: Call, id: unknown, size: number): Promise<unknown> {
  const begun = await call('verification.beginDocument', { key: randomUUID(), id, kind: 'passport', size });
  return begun['documentId'];
}

async function append(call: Call, documentId: unknown, bytes: Buffer, offset: number): Promise<number> {
  const base64 = bytes.subarray(offset, offset + documentLimits.partBytes).toString('base64');
  return Number((await call('verification.appendDocument', { documentId, offset, base64 }))['received']);
}

async function documentsOf(call: Call, id: unknown) {
  return requestSchema.parse(await call('verification.request', { id }));
}

it('a host that is killed while a document arrives leaves nothing in clear and lists no half of it, and it can be sent again', async () => {
  const pool = await createTestPool();
  cleanUp.push(() => pool.testDatabase.drop());
  const sandbox = await startSandbox({ count: 1 });
  cleanUp.push(() => sandbox.stop());
  await pool.testDatabase.pool.query(
    `insert into customers (workspace_id, id, role, name) values ($1, 1, 'advertiser', 'Ada')`,
    [pool.workspace.id],
  );
  const bytes = picture();
  const killed = await openHost(pool, sandbox);
  const opened = await killed.call('verification.open', {
    key: randomUUID(),
    customerId: 1,
    kind: 'identity',
    label: null,
    priority: 'normal',
  });
  const { id } = opened;
  const half = await begin(killed.call, id, bytes.length);
  let offset = 0;
  for (let part = 0; part < 3; part += 1) offset = await append(killed.call, half, bytes, offset);
  // The next part is on its way when the host dies.
  const underWay = append(killed.call, half, bytes, offset).catch(() => 0);
  killed.host.child.kill('SIGKILL');
  await Promise.all([underWay, killed.host.exited]);

  const again = await openHost(pool, sandbox);
  // Its local copy has to come first.
  await expect
    .poll(() => documentsOf(again.call, id).catch(() => null), { timeout: 30_000 })
    .toEqual({ documents: 0, shown: [] });
  const whole = await begin(again.call, id, bytes.length);
  for (offset = 0; offset < bytes.length;) offset = await append(again.call, whole, bytes, offset);
  await again.call('verification.finishDocument', { documentId: whole });
  expect(await documentsOf(again.call, id)).toEqual({ documents: 1, shown: [{ id: whole }] });
  const { version } = await again.call('verification.request', { id });
  await again.call('verification.claim', { key: randomUUID(), id, version });
  const viewed = await again.call('verification.viewDocument', { documentId: whole });
  expect(Buffer.from(String(viewed['base64']), 'base64').equals(bytes)).toBe(true);

  const written = {
    database: await dumpDatabase(pool.testDatabase.url),
    killed: readDataFolder(killed.host.dataDir) + killed.host.output(),
    again: readDataFolder(again.host.dataDir) + again.host.output(),
  };
  for (const [where, text] of Object.entries(written))
    for (const words of planted)
      for (const form of [words, Buffer.from(words).toString('hex'), ...base64Of(words)])
        expect(text.includes(form), `${words} is in clear in ${where}`).toBe(false);
}, 120_000);

/** In base64, wherever the words begin in it. */
function base64Of(words: string): string[] {
  const bytes = Buffer.from(words);
  return [0, 1, 2].map((skip) => {
    const groups = Math.floor((bytes.length - skip) / 3);
    return bytes.subarray(skip, skip + groups * 3).toString('base64');
  });
}

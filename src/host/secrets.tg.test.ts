import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { Client } from 'pg';
import { z } from 'zod';
import { createTestPool, inventSession } from '#core/accounts/testing/test-pool.ts';
import { decodeSession } from '#core/telegram/session-string.ts';
import { startSandbox } from '#sandbox/start-sandbox.ts';
import { startHostProcess } from '../../tests/setup/start-host.ts';

const answerSchema = z.object({
  result: z.object({ data: z.record(z.string(), z.unknown()) }).optional(),
});

const cleanUp: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).toReversed()) await close();
});

/** Every form in which a session could turn up: the string, and its key in the usual encodings. */
function formsOf(session: string): string[] {
  const { authKey } = decodeSession(session);
  return [
    session,
    session.slice(20, 120),
    ...(['hex', 'base64', 'base64url'] as const).map((as) => authKey.toString(as)),
  ];
}

/** Every row of every table, as text. */
async function dumpDatabase(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      texts.push(...rows.map(({ row }) => row));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}

it('planted secrets are found in no row, no log, no answer and nothing that a crash prints', async () => {
  const pool = await createTestPool();
  cleanUp.push(() => pool.testDatabase.drop());
  const sandbox = await startSandbox({ count: 1 });
  cleanUp.push(() => sandbox.stop());
  const [someone] = sandbox.accounts;
  if (someone === undefined) throw new Error('the sandbox has no account');
  const password = 'correct horse battery planted';
  await sandbox.setPassword(someone.userId, password, 'a hint');

  const host = startHostProcess({
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
  const token = new URL(link).searchParams.get('token') ?? '';
  const cookie = (await fetch(link, { redirect: 'manual' })).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect(cookie).not.toBe('');

  let answers = '';
  async function call(procedure: string, input: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(new URL(`/trpc/${procedure}`, link), {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    answers += `${text}\n`;
    return answerSchema.parse(JSON.parse(text)).result?.data ?? {};
  }

  // A pasted session, good and damaged; one that cannot be stored, because its table has gone.
  const session = inventSession();
  const damaged = `${inventSession().slice(0, -9)}!`;
  const unstored = inventSession();
  const added = await call('accounts.add', { session });
  expect(added).toHaveProperty('id');
  await call('accounts.add', { session: damaged });

  // A sign-in with a wrong code, the right one, a wrong password and the right one.
  const started = await call('signIn.startPhone', { phone: someone.phone });
  const { signInId } = started;
  const code = await sandbox.readLoginCode(someone.phone);
  const wrongCode = code === '99998' ? '99997' : '99998';
  await call('signIn.submitCode', { signInId, code: wrongCode });
  expect(await call('signIn.submitCode', { signInId, code })).toMatchObject({ kind: 'password-needed' });
  await call('signIn.submitPassword', { signInId, password: `${password}, wrong` });
  expect(await call('signIn.submitPassword', { signInId, password })).toMatchObject({ kind: 'signed-in' });
  await call('accounts.list', {
    filter: {},
    sort: { column: 'id', descending: false },
    offset: 0,
    limit: 100,
  });
  const dump = await dumpDatabase(pool.testDatabase.url);

  await pool.testDatabase.pool.query('alter table account_sessions rename to account_sessions_away');
  await call('accounts.add', { session: unstored });
  expect(answers).toContain('UNEXPECTED');
  host.child.kill('SIGABRT');
  await host.exited;

  const logs = globSync('logs/**/*', { cwd: host.dataDir, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
  expect(logs).toContain('unexpected error');
  const written = `${logs}\n${host.output().replaceAll(link, '')}`;

  const secrets = [...formsOf(session), ...formsOf(unstored), damaged, password];
  for (const [where, text] of Object.entries({ dump, answers, written })) {
    for (const secret of secrets) expect(text.includes(secret), `a secret in the ${where}`).toBe(false);
  }
  // What is no secret in the pool's own list is still none of the log's business.
  expect(written).not.toContain(someone.phone);
  expect(written).not.toMatch(new RegExp(`\\b${code}\\b`));
  expect(dump).not.toMatch(new RegExp(`\\b${code}\\b`));
  expect(written).not.toContain(token);
  expect(written).not.toContain(cookie.split('=')[1]);
}, 120_000);

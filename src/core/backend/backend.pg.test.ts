import { createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { sql } from 'drizzle-orm';
import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { OpsdeckError } from '#contract/errors.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { silentLogger } from '../logging/logger.ts';
import { type Backend, openBackend } from './backend.ts';
import { backendError } from './backend-error.ts';
import { freePort } from './embedded/free-port.ts';
import { readMigrations, defaultMigrationsFolder } from './migration-files.ts';
import { startOldServer } from './old-server.fixture.ts';

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(() => database.drop());

async function open(databaseUrl: string): Promise<Backend> {
  const backend = await openBackend({ databaseUrl, dataDir: '/nowhere', logger: silentLogger() });
  onTestFinished(() => backend.close());
  return backend;
}

/** The test database's address, changed in one part. */
function addressWith(change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.href;
}

async function failureOf(attempt: Promise<unknown>): Promise<OpsdeckError> {
  const error: unknown = await attempt.then(
    () => null,
    (failure: unknown) => failure,
  );
  if (error instanceof OpsdeckError) return error;
  throw new Error(`Expected an OpsdeckError, got ${inspect(error)}`);
}

/** Between us and the real server: can be cut, and mended. */
async function startCable(toPort: number) {
  const { connect } = await import('node:net');
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  const port = await freePort();
  const listen = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  await listen();
  onTestFinished(() => cut());
  return { port, cut, mend: listen };
}

function untilState(backend: Backend, wanted: 'online' | 'offline'): Promise<void> {
  if (backend.state().state === wanted) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = backend.onStateChange((state) => {
      if (state.state !== wanted) return;
      stop();
      resolve();
    });
  });
}

describe('a team’s server', () => {
  test('is opened, described without its password, and closed', async () => {
    const backend = await open(database.url);
    const migrations = await readMigrations(defaultMigrationsFolder());
    const url = new URL(database.url);
    expect(backend).toMatchObject({
      kind: 'server',
      address: `${url.host}${url.pathname}`,
      version: expect.stringMatching(/^18\.\d+$/),
      migration: migrations.at(-1)?.tag,
    });
    expect(backend.state().state).toBe('online');
    const { rows } = await backend.pool.query(
      `select current_setting('application_name') as name, current_setting('timezone') as zone,
         current_setting('statement_timeout') as patience`,
    );
    expect(rows).toEqual([{ name: 'opsdeck', zone: 'UTC', patience: '1min' }]);
    expect(inspect(backend, { depth: 12 })).not.toContain(url.password);
    await backend.close();
    await backend.close();
    expect(backendError(await backend.pool.query('select 1').catch((error: unknown) => error))).toMatchObject(
      {
        code: 'SHUTTING_DOWN',
      },
    );
  });

  test('that refuses the password is named with the user and without the password', async () => {
    const failure = await failureOf(open(addressWith((url) => (url.password = 'not-the-password'))));
    expect(failure).toMatchObject({ code: 'BACKEND_REFUSED_CREDENTIALS', details: { user: 'opsdeck' } });
    expect(inspect(failure, { depth: 12 })).not.toContain('not-the-password');
  });

  test.each([
    ['has no such database', (url: URL) => (url.pathname = '/elsewhere')],
    ['has no such user', (url: URL) => (url.username = 'stranger')],
    ['wants a password when none is given', (url: URL) => (url.password = '')],
  ])('that %s refuses the sign-in', async (_, change) => {
    const failure = await failureOf(open(addressWith(change)));
    expect(failure.code).toBe('BACKEND_REFUSED_CREDENTIALS');
  });

  test('that does not run is unreachable', async () => {
    const port = await freePort();
    const failure = await failureOf(open(addressWith((url) => (url.port = String(port)))));
    expect(failure).toMatchObject({
      code: 'BACKEND_UNREACHABLE',
      details: { address: expect.stringContaining(`:${port}/`), problem: 'nothing listens there' },
    });
  });

  test('that takes the connection and says nothing is unreachable', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined));
    const port = await freePort();
    await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const address = addressWith((url) => {
      url.port = String(port);
      url.searchParams.set('connect_timeout', '1');
    });
    expect(await failureOf(open(address))).toMatchObject({
      code: 'BACKEND_UNREACHABLE',
      details: { problem: 'it did not answer in time' },
    });
  });

  test('that is too old is refused', async () => {
    const old = await startOldServer('13.14 (Debian 13.14-0)', 130_014);
    onTestFinished(old.close);
    expect(await failureOf(open(`postgres://someone@127.0.0.1:${old.port}/opsdeck`))).toMatchObject({
      code: 'BACKEND_TOO_OLD',
      details: { found: '13.14', needed: 15 },
    });
  });

  test.each(['not an address', 'mysql://user:hunter2@host/db', 'postgres://user:hunter2@host:port/db'])(
    'whose address is none is refused without repeating it: %s',
    async (address) => {
      const failure = await failureOf(open(address));
      expect(failure.code).toBe('CONFIG_INVALID');
      expect(inspect(failure, { depth: 12 })).not.toContain('hunter2');
    },
  );
});

describe('while it runs', () => {
  test('a connection lost in the middle of a query is BACKEND_UNREACHABLE, and the pool goes on', async () => {
    const backend = await open(database.url);
    const client = await backend.pool.connect();
    client.on('error', () => undefined);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const query = client.query('select pg_sleep(600)').catch((error: unknown) => error);
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    expect(backendError(await query)).toMatchObject({ code: 'BACKEND_UNREACHABLE' });
    client.release(true);
    expect((await backend.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('a server that goes away is seen, and seen to be back', async () => {
    const cable = await startCable(Number(new URL(database.url).port));
    const backend = await open(addressWith((url) => (url.port = String(cable.port))));
    await backend.pool.query('select 1');
    cable.cut();
    await untilState(backend, 'offline');
    expect(backend.state()).toMatchObject({ state: 'offline', since: expect.any(Number) });
    const error: unknown = await backend.pool.query('select 1').catch((failure: unknown) => failure);
    expect(backendError(error)).toMatchObject({ code: 'BACKEND_UNREACHABLE' });
    await cable.mend();
    await untilState(backend, 'online');
    expect((await backend.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('an error of the database carries neither the query nor its parameters', async () => {
    const port = await freePort();
    const pool = new Pool({ port, host: '127.0.0.1' });
    onTestFinished(() => pool.end());
    const { drizzle } = await import('drizzle-orm/node-postgres');
    const error: unknown = await drizzle({ client: pool })
      .execute(sql`select ${'a secret'}`)
      .catch((failure: unknown) => failure);
    const failure = backendError(error);
    expect(failure?.code).toBe('BACKEND_UNREACHABLE');
    expect(inspect(failure, { depth: 12 })).not.toMatch(/a secret|select/);
  });

  test('closing waits for work, but cuts what does not end', async () => {
    const backend = await open(database.url);
    const query = backend.pool.query('select pg_sleep(600)').catch((error: unknown) => error);
    const forgotten = await backend.pool.connect();
    forgotten.on('error', () => undefined);
    await backend.close();
    expect(backendError(await query)).toMatchObject({ code: 'BACKEND_UNREACHABLE' });
    const left = `select count(*)::int as count from pg_stat_activity where datname = $1 and application_name = 'opsdeck'`;
    await expect
      .poll(async () => (await database.pool.query(left, [database.name])).rows, { timeout: 30_000 })
      .toEqual([{ count: 0 }]);
  });

  test('a mistake in a query is not the database’s failure', async () => {
    const backend = await open(database.url);
    const error: unknown = await backend.pool.query('select nonsense').catch((failure: unknown) => failure);
    expect(backendError(error)).toBeNull();
  });
});

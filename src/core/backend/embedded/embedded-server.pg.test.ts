import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, lstatSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { silentLogger } from '../../logging/logger.ts';
import { type Backend, openBackend } from '../backend.ts';
import { launch } from './launch.ts';
import { readPostmaster } from './postmaster-file.ts';
import { isRunning, waitUntilGone } from './process-state.ts';
import { findProgram, installedProgram } from './program.ts';
import { prepareServerHome } from './server-home.ts';
import { serverLog } from './server-log.ts';

const asRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534, name: 'nobody' };
const fixture = path.join(import.meta.dirname, 'console-process.fixture.ts');

let dataDir: string;
const clusterDir = () => path.join(dataDir, 'postgres', 'cluster');

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'opsdeck-embedded-'));
  if (asRoot) chmodSync(dataDir, 0o711);
});

afterEach(async () => {
  const left = await readPostmaster(clusterDir());
  if (left !== null && (await isRunning(left.pid))) {
    process.kill(left.pid, 'SIGQUIT');
    await waitUntilGone(left.pid, 10_000);
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

/** A data folder that a console has used before; copying it is faster than making one. */
let used: string;
beforeAll(async () => {
  used = await mkdtemp(path.join(tmpdir(), 'opsdeck-embedded-'));
  if (asRoot) chmodSync(used, 0o711);
  const backend = await openBackend({ databaseUrl: null, dataDir: used, logger: silentLogger() });
  await backend.close();
});
afterAll(() => rm(used, { recursive: true, force: true }));

const startFromUsed = () => cpSync(used, dataDir, { recursive: true });

async function open(): Promise<Backend> {
  const backend = await openBackend({ databaseUrl: null, dataDir, logger: silentLogger() });
  onTestFinished(() => backend.close());
  return backend;
}

async function postgresPid(): Promise<number> {
  const postmaster = await readPostmaster(clusterDir());
  if (postmaster === null) throw new Error('Postgres does not run.');
  return postmaster.pid;
}

/** Starts a console in a process of its own and waits until its backend is open. */
async function startConsole(user?: {
  uid: number;
  gid: number;
}): Promise<{ process: ChildProcess; postgres: number }> {
  const child = spawn(process.execPath, [fixture, dataDir], { stdio: ['pipe', 'pipe', 'inherit'], ...user });
  const said = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(([status]) =>
      Promise.reject(new Error(`The console ended with ${String(status)}.`)),
    ),
  ]);
  const [line] = z.tuple([z.string()]).parse(said);
  return { process: child, ...z.object({ postgres: z.int() }).parse(JSON.parse(line)) };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Waits for something that will happen; the test's own time limit is the only one. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(10);
}

describe('the built-in server', () => {
  test('starts from nothing, is gone when closed, and has its data at the next start', async () => {
    const first = await open();
    expect(first).toMatchObject({ kind: 'built-in', version: expect.stringMatching(/^18\./) });
    expect(first.address).toMatch(/^127\.0\.0\.1:\d+\/opsdeck$/);
    expect(await first.sizeBytes()).toBeGreaterThan(1_000_000);
    await first.pool.query(`create table kept as select 'still here' as text`);
    const pid = await postgresPid();
    await first.close();
    expect(await isRunning(pid)).toBe(false);

    const second = await open();
    expect((await second.pool.query('select text from kept')).rows).toEqual([{ text: 'still here' }]);
  });

  test('writes safely, speaks UTF-8 and UTC, listens to this machine only', async () => {
    startFromUsed();
    const { pool } = await open();
    const { rows } = await pool.query(`
      select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
        current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
        current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets,
        current_setting('idle_in_transaction_session_timeout') as idle, lower('ÄÖ') as lower`);
    expect(rows[0]).toEqual({
      fsync: 'on',
      pages: 'on',
      encoding: 'UTF8',
      zone: 'UTC',
      listens: '127.0.0.1',
      sockets: '',
      idle: '1min',
      lower: 'äö',
    });
  });

  test('keeps its password to this user and out of everything that is printed', async () => {
    startFromUsed();
    const backend = await open();
    const file = path.join(dataDir, 'postgres-password');
    const password = await readFile(file, 'utf8');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { inspect } = await import('node:util');
    const client = await backend.pool.connect();
    expect(inspect([backend, client], { depth: 12 })).not.toContain(password);
    client.release();
    expect(await readFile(path.join(dataDir, 'logs', 'postgres.log'), 'utf8')).not.toContain(password);
  });
});

describe('after a killed console', () => {
  test('the next one takes its Postgres over, with everything that was committed', async () => {
    startFromUsed();
    const killed = await startConsole();
    await kill(killed.process);
    expect(await isRunning(killed.postgres)).toBe(true);
    const backend = await open();
    expect(await postgresPid()).toBe(killed.postgres);
    await backend.close();
    expect(await isRunning(killed.postgres)).toBe(false);
  });

  test('a Postgres of another version or with other settings is replaced', async () => {
    startFromUsed();
    const first = await open();
    await first.close();
    const home = await prepareServerHome(dataDir);
    const program = await findProgram(dataDir, home.user);
    const left = await launch(home, { ...program, version: 'another' }, serverLog(home.log), null);
    await open();
    expect(await isRunning(left.pid)).toBe(false);
    expect(await postgresPid()).not.toBe(left.pid);
  });

  test('the mark of a dead Postgres, whose number another program has by now, does not stop the start', async () => {
    startFromUsed();
    const first = await open();
    const mark = path.join(clusterDir(), 'postmaster.pid');
    const lines = (await readFile(mark, 'utf8')).split('\n');
    await first.close();
    const bystander = spawn('sleep', ['600'], asRoot ? { uid: nobody.uid, gid: nobody.gid } : {});
    onTestFinished(() => void bystander.kill('SIGKILL'));
    await writeFile(mark, [String(bystander.pid), ...lines.slice(1)].join('\n'));
    const second = await open();
    expect((await second.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect(await isRunning(bystander.pid ?? 0)).toBe(true);
  });

  test('an initdb that was killed half-way is made again', async () => {
    const child = spawn(process.execPath, [fixture, dataDir], { stdio: 'ignore' });
    const postgresDir = path.join(dataDir, 'postgres');
    const begun = async () =>
      (await readdir(postgresDir, { recursive: true }).catch(() => [])).some((name) =>
        name.endsWith('PG_VERSION'),
      );
    await until(begun);
    await kill(child);
    expect(await readdir(postgresDir)).not.toContain('cluster');
    const backend = await open();
    expect((await backend.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('when Postgres dies while we run', () => {
  test('it is started again, the pool recovers, and both changes are told', async () => {
    startFromUsed();
    const backend = await open();
    await backend.pool.query(`create table kept as select 'committed' as text`);
    const told: string[] = [];
    backend.onStateChange((state) => told.push(state.state));
    const before = await postgresPid();
    const address = backend.address;
    process.kill(before, 'SIGKILL');
    await until(() => told.includes('online'));
    expect(told).toEqual(['offline', 'online']);
    expect(backend.state()).toMatchObject({ state: 'online' });
    expect(await postgresPid()).not.toBe(before);
    expect(backend.address).toBe(address);
    expect((await backend.pool.query('select text from kept')).rows).toEqual([{ text: 'committed' }]);
  });

  test('also when it was taken over from a killed console', async () => {
    startFromUsed();
    const killed = await startConsole();
    await kill(killed.process);
    const backend = await open();
    const told: string[] = [];
    backend.onStateChange((state) => told.push(state.state));
    process.kill(killed.postgres, 'SIGKILL');
    await until(() => told.includes('online'));
    expect((await backend.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('the console can still be closed', async () => {
    startFromUsed();
    const backend = await open();
    const pid = await postgresPid();
    process.kill(pid, 'SIGKILL');
    await backend.close();
    const left = await readPostmaster(clusterDir());
    expect(left === null ? false : await isRunning(left.pid)).toBe(false);
  });
});

describe('a start that cannot succeed', () => {
  test('without the password file says so and changes nothing', async () => {
    startFromUsed();
    const first = await open();
    await first.close();
    rmSync(path.join(dataDir, 'postgres-password'));
    await expect(open()).rejects.toMatchObject({
      code: 'BACKEND_START_FAILED',
      details: { problem: expect.stringContaining('postgres-password is missing') },
    });
  });

  test('on a cluster of another Postgres says so, with the log’s place', async () => {
    startFromUsed();
    const first = await open();
    await first.close();
    await writeFile(path.join(clusterDir(), 'PG_VERSION'), '14\n');
    await expect(open()).rejects.toMatchObject({
      code: 'BACKEND_START_FAILED',
      details: {
        problem: 'database files are incompatible with server',
        log: path.join(dataDir, 'logs', 'postgres.log'),
      },
    });
  });
});

describe.skipIf(!asRoot)('as root (skipped for ordinary users)', () => {
  test('Postgres runs as nobody', async () => {
    startFromUsed();
    await open();
    expect((await stat(`/proc/${await postgresPid()}`)).uid).toBe(nobody.uid);
  });

  test('a folder that nobody may not enter stops the start with its name', async () => {
    const closed = path.join(dataDir, 'closed');
    await mkdir(path.join(closed, 'data'), { recursive: true });
    chmodSync(closed, 0o700);
    await expect(
      openBackend({ databaseUrl: null, dataDir: path.join(closed, 'data'), logger: silentLogger() }),
    ).rejects.toMatchObject({
      code: 'DATA_DIR_NOT_WRITABLE',
      details: { problem: expect.stringContaining(`may not pass through ${closed}`) },
    });
  });

  test('a program that nobody cannot reach, unpacked without its links, is copied to where it can run', async () => {
    const installed = await installedProgram();
    const closed = path.join(dataDir, 'closed');
    const native = path.join(closed, 'native');
    cpSync(path.dirname(path.dirname(installed.postgres)), native, {
      recursive: true,
      filter: (file) => !lstatSync(file).isSymbolicLink(),
    });
    chmodSync(closed, 0o700);
    const at = (name: string) => path.join(native, 'bin', name);
    const unreachable = { ...installed, initdb: at('initdb'), postgres: at('postgres'), pgCtl: at('pg_ctl') };
    const program = await findProgram(dataDir, nobody, unreachable);
    expect(program.postgres).toBe(path.join(dataDir, `postgres-${installed.version}`, 'bin', 'postgres'));
    // A second start finds the copy.
    const before = (await stat(program.postgres)).ino;
    expect((await findProgram(dataDir, nobody, unreachable)).postgres).toBe(program.postgres);
    expect((await stat(program.postgres)).ino).toBe(before);
  });

  test('a cluster restored by root is handed over', async () => {
    startFromUsed();
    const first = await open();
    await first.close();
    for (const name of await readdir(clusterDir(), { recursive: true }))
      chownSync(path.join(clusterDir(), name), 0, 0);
    chownSync(clusterDir(), 0, 0);
    const second = await open();
    expect((await second.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('an ordinary user’s console works as well, and root can go on with its data', async () => {
    chownSync(dataDir, nobody.uid, nobody.gid);
    chmodSync(dataDir, 0o700);
    const ordinary = await startConsole({ uid: nobody.uid, gid: nobody.gid });
    expect((await stat(`/proc/${ordinary.postgres}`)).uid).toBe(nobody.uid);
    const ended = once(ordinary.process, 'exit');
    ordinary.process.stdin?.end();
    expect(await ended).toEqual([0, null]);
    expect(await isRunning(ordinary.postgres)).toBe(false);
    await open();
    expect((await stat(`/proc/${await postgresPid()}`)).uid).toBe(nobody.uid);
  });
});

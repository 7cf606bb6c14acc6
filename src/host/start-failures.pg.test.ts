import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { mountSmallDisk, noSmallDisk } from '../../tests/setup/small-disk.ts';
import { createTestDatabase } from '../../tests/setup/test-database.ts';
import { startOldServer } from '../core/backend/old-server.fixture.ts';

const root = path.resolve(import.meta.dirname, '../..');
const cleanUp: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).toReversed()) await close();
});

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'opsdeck-start-'));

type Ended = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

function startHost(environment: Record<string, string>): {
  child: ChildProcess;
  ended: Promise<Ended>;
  link: Promise<string>;
} {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '', NODE_OPTIONS = '' } = process.env;
  const child = spawn(process.execPath, ['src/host/main.ts'], {
    cwd: root,
    env: {
      PATH,
      HOME,
      NODE_COMPILE_CACHE,
      NODE_OPTIONS,
      OPSDECK_DATA_DIR: newFolder(),
      OPSDECK_PORT: '0',
      ...environment,
    },
  });
  let stdout = '';
  let stderr = '';
  const link = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      const found = /https?:\/\/\S+sign-in\S+/.exec(stdout)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('exit', (exitCode) => resolve({ exitCode, stdout, stderr: stripVTControlCharacters(stderr) }));
  });
  cleanUp.push(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  });
  return { child, ended, link };
}

/** Starts the console as a person would, expects it to give up, and returns the one line it said. */
async function failure(environment: Record<string, string>): Promise<string> {
  const { exitCode, stderr } = await startHost(environment).ended;
  expect(exitCode).toBe(1);
  const lines = stderr.trim().split('\n');
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

describe('a console that cannot start says why in one line and leaves', () => {
  it('unreachable database', async () => {
    const line = await failure({ DATABASE_URL: 'postgres://ann:hunter2@127.0.0.1:1/opsdeck' });
    expect(line).toContain('[BACKEND_UNREACHABLE]');
    expect(line).toContain('127.0.0.1:1/opsdeck');
    expect(line).not.toContain('hunter2');
  });

  it('wrong credentials', async () => {
    const { host, port } = inject('postgres');
    const line = await failure({ DATABASE_URL: `postgres://ann:hunter2@${host}:${port}/postgres` });
    expect(line).toContain('[BACKEND_REFUSED_CREDENTIALS]');
    expect(line).toContain('ann');
    expect(line).not.toContain('hunter2');
  });

  it('old Postgres', async () => {
    const old = await startOldServer('13.4', 130_004);
    cleanUp.push(() => old.close());
    const line = await failure({ DATABASE_URL: `postgres://ann@127.0.0.1:${old.port}/opsdeck` });
    expect(line).toContain('[BACKEND_TOO_OLD]');
    expect(line).toContain('13.4');
  });

  it('port in use', async () => {
    const testDatabase = await createTestDatabase();
    cleanUp.push(() => testDatabase.drop());
    const other = createServer().listen(0, '127.0.0.1');
    cleanUp.push(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = String(typeof address === 'object' ? address?.port : 0);
    const line = await failure({ DATABASE_URL: testDatabase.url, OPSDECK_PORT: port });
    expect(line).toContain('[PORT_IN_USE]');
    expect(line).toContain(port);
  });

  it('wrong value, and unreadable configuration file', async () => {
    expect(await failure({ OPSDECK_PORT: 'eighty' })).toMatch(/OPSDECK_PORT .*\[CONFIG_INVALID\]/);
    const dataDir = newFolder();
    writeFileSync(path.join(dataDir, 'config.json'), '{ nonsense');
    expect(await failure({ OPSDECK_DATA_DIR: dataDir })).toMatch(/config\.json .*\[CONFIG_UNREADABLE\]/);
  });

  it('data folder that is not writable', async () => {
    const occupied = path.join(newFolder(), 'a-file');
    writeFileSync(occupied, '');
    const line = await failure({ OPSDECK_DATA_DIR: path.join(occupied, 'data') });
    expect(line).toContain('[DATA_DIR_NOT_WRITABLE]');
    expect(line).toContain(occupied);
  });

  it.skipIf(noSmallDisk !== null)(
    `raises DISK_FULL on a full disk${noSmallDisk === null ? '' : ` (SKIPPED: ${noSmallDisk})`}`,
    async () => {
      const disk = mountSmallDisk('12m');
      cleanUp.push(disk.unmount);
      expect(await failure({ OPSDECK_DATA_DIR: path.join(disk.path, 'data') })).toContain('[DISK_FULL]');
    },
  );

  it('a key file that belongs to another workspace', async () => {
    const testDatabase = await createTestDatabase();
    cleanUp.push(() => testDatabase.drop());
    const first = startHost({ DATABASE_URL: testDatabase.url });
    await first.link;
    const second = await failure({ DATABASE_URL: testDatabase.url });
    expect(second).toContain('[VAULT_KEY_UNUSABLE]');
    const dataDir = newFolder();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(path.join(dataDir, 'workspace.key'), `${'ab'.repeat(32)}\n`);
    expect(await failure({ DATABASE_URL: testDatabase.url, OPSDECK_DATA_DIR: dataDir })).toContain(
      '[VAULT_KEY_UNUSABLE]',
    );
  });
});

describe('a second console on one data folder', () => {
  it('says so and offers the running one, with a link that works', async () => {
    const testDatabase = await createTestDatabase();
    cleanUp.push(() => testDatabase.drop());
    const environment = { DATABASE_URL: testDatabase.url, OPSDECK_DATA_DIR: newFolder() };
    const first = startHost(environment);
    const firstLink = await first.link;
    const second = startHost(environment);
    const { exitCode, stdout } = await second.ended;
    expect(exitCode).toBe(0);
    expect(stdout).toContain('already running');
    const link = await second.link;
    expect(link).not.toBe(firstLink);
    const response = await fetch(link, { redirect: 'manual' });
    expect(response.headers.getSetCookie()[0]).toContain('HttpOnly');
    // The link is for one browser.
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(401);
  });

  it('does not keep the first one from stopping cleanly on Ctrl-C', async () => {
    const testDatabase = await createTestDatabase();
    cleanUp.push(() => testDatabase.drop());
    const host = startHost({ DATABASE_URL: testDatabase.url });
    await host.link;
    host.child.kill('SIGINT');
    expect(await host.ended).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

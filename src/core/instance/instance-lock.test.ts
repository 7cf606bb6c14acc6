import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acquireInstance, readRunningInstance } from './instance-lock.ts';

const fixture = path.join(import.meta.dirname, 'console-process.fixture.ts');

let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'opsdeck-instance-'));
});

afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  await rm(dataDir, { recursive: true, force: true });
});

async function startConsole(address = 'http://127.0.0.1:1'): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['--expose-gc', fixture, dataDir, address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const said = z.tuple([z.string()]).parse(await once(createInterface({ input: child.stdout }), 'line'))[0];
  return { child, said };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

describe('one console for each data folder', () => {
  test('a second process is refused and told who runs where', async () => {
    const { child, said } = await startConsole('http://127.0.0.1:7420');
    expect(said).toBe('taken');
    await expect(acquireInstance(dataDir)).rejects.toMatchObject({
      code: 'ALREADY_RUNNING',
      details: { pid: child.pid, path: dataDir },
    });
    expect(await readRunningInstance(dataDir)).toMatchObject({
      pid: child.pid,
      address: 'http://127.0.0.1:7420',
      controlSecret: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  test('a kill -9 frees the folder, and what the dead console published counts for nothing', async () => {
    const { child } = await startConsole();
    await kill(child);
    expect(await readRunningInstance(dataDir)).toBeNull();
    const instance = await acquireInstance(dataDir);
    expect(await readRunningInstance(dataDir)).toMatchObject({
      pid: process.pid,
      address: null,
      controlSecret: instance.controlSecret,
    });
    await instance.release();
  });

  test('of many that start at once exactly one gets it', async () => {
    const started = await Promise.all(Array.from({ length: 6 }, () => startConsole()));
    const said = started.map((console) => console.said).toSorted();
    expect(said).toEqual([...Array(5).fill('refused ALREADY_RUNNING'), 'taken']);
  });

  test('within one process too, and looking at it does not give it away', async () => {
    const instance = await acquireInstance(dataDir);
    await expect(acquireInstance(dataDir)).rejects.toMatchObject({ code: 'ALREADY_RUNNING' });
    await readRunningInstance(dataDir);
    expect((await startConsole()).said).toBe('refused ALREADY_RUNNING');
    await instance.release();
    expect((await startConsole()).said).toBe('taken');
  });

  test('a released folder is free, and nothing is published of it any more', async () => {
    const instance = await acquireInstance(dataDir);
    await instance.publish('http://127.0.0.1:7420');
    await instance.release();
    await instance.release();
    expect(await readRunningInstance(dataDir)).toBeNull();
    await expect(stat(path.join(dataDir, 'instance.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('what is published is for this user only', async () => {
    const instance = await acquireInstance(dataDir);
    const file = path.join(dataDir, 'instance.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toContain(instance.controlSecret);
    await instance.release();
  });

  test('a broken instance.json is no obstacle', async () => {
    await writeFile(path.join(dataDir, 'instance.json'), '{"pid": ');
    const instance = await acquireInstance(dataDir);
    expect(await readRunningInstance(dataDir)).toMatchObject({ pid: process.pid });
    await instance.release();
  });
});

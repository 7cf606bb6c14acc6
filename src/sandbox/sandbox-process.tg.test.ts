import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { announcementSchema } from './control/messages.ts';
import { startSandbox } from './start-sandbox.ts';

const entry = fileURLToPath(new URL('main.ts', import.meta.url));

describe('the sandbox’s process', () => {
  it('announces itself in one line of JSON and ends when its stdin does', async () => {
    const child = spawn(process.execPath, [entry, '{"count":1}'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const { port } = announcementSchema.parse(JSON.parse(String(line)));
    expect(port).toBeGreaterThan(0);
    expect(port).toBeLessThanOrEqual(32_767);
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('ends when the process that forked it lets go of it', async () => {
    const script = `
      import { startSandbox } from ${JSON.stringify(new URL('start-sandbox.ts', import.meta.url).href)};
      console.log((await startSandbox()).pid);
      process.kill(process.pid, 'SIGKILL');
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface({ input: parent.stdout }), 'line');
    const pid = Number(line);
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s', async (signal) => {
    const sandbox = await startSandbox();
    process.kill(sandbox.pid, signal);
    await sandbox.stopped;
    await sandbox.stop();
  });

  it('rejects when it cannot start', async () => {
    const first = await startSandbox();
    await expect(startSandbox({ port: first.port })).rejects.toThrow('did not start');
    await first.stop();
  });

  it('keeps its key in a file that only its user can read', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
    try {
      const privateKeyFile = path.join(folder, 'key.pem');
      const first = await startSandbox({ privateKeyFile });
      await first.stop();
      expect(statSync(privateKeyFile).mode & 0o777).toBe(0o600);
      expect(readFileSync(privateKeyFile, 'utf8')).toContain('PRIVATE KEY');
      const second = await startSandbox({ privateKeyFile });
      await second.stop();
      expect(second.publicKey).toBe(first.publicKey);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('answers the control channel, and refuses what makes no sense', async () => {
    const sandbox = await startSandbox({ count: 1 });
    await sandbox.setLatency(sandbox.accounts[0]?.userId ?? '', { least: 1, most: 2 });
    await expect(sandbox.setScript('1', { kind: 'banned' })).rejects.toThrow('no user 1');
    expect(await sandbox.counts()).toEqual({
      openSockets: 0,
      totalSockets: 0,
      accounts: {},
      keys: {},
      mostAtOnceOfAnyKey: 0,
    });
    await sandbox.stop();
    await expect(sandbox.counts()).rejects.toThrow();
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TelegramServer } from '#core/telegram/driver.ts';
import type { LatencyRange, SandboxAccount } from './accounts/account.ts';
import { createSandboxAccounts } from './accounts/create-accounts.ts';
import type { AccountScript } from './accounts/script.ts';
import type { SandboxCounts } from './connection-counts.ts';
import { announcementSchema, type Announcement } from './control/messages.ts';
import { openControl } from './control/open-control.ts';
import { sandboxOptionsSchema, type SandboxOptions } from './options.ts';

/** Telegram's documentation uses such values for its samples; the sandbox takes any. */
const anyApplication = { apiId: 1, apiHash: '0123456789abcdef0123456789abcdef' };
/** A process that has not stopped by then is killed. */
const stopDeadlineMs = 3_000;
const pollMs = 10;

export type Sandbox = {
  readonly host: string;
  readonly port: number;
  readonly publicKey: string;
  /** Hand this to the driver. */
  readonly server: Extract<TelegramServer, { kind: 'test-server' }>;
  /** As they were at the start: scripts that were changed since are not shown here. */
  readonly accounts: readonly SandboxAccount[];
  readonly pid: number;
  setScript(userId: string, script: AccountScript): Promise<void>;
  setLatency(userId: string, latency: LatencyRange): Promise<void>;
  counts(): Promise<SandboxCounts>;
  /**
   * Resolves when exactly so many sockets are open: the sandbox hears of a closed one a moment after the client closed
   * it. Never resolves when that does not come about.
   */
  untilOpenSockets(wanted: number): Promise<void>;
  /** Resolves when the process is gone, whatever the reason. */
  readonly stopped: Promise<void>;
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
};

export type StartOptions = SandboxOptions & {
  /** The process's entry, where a bundle has moved it. */
  readonly entry?: URL;
};

/** Starts the sandbox data centre in its own process. Rejects when it does not come up. */
export async function startSandbox({ entry, ...options }: StartOptions = {}): Promise<Sandbox> {
  const child = fork(fileURLToPath(entry ?? defaultEntry()), [JSON.stringify(options)], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  const stopped = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { host, port, publicKey } = await firstLine(child);
  const control = openControl(child);
  const readCounts = async (): Promise<SandboxCounts> => {
    const reply = await control.ask({ kind: 'counts' });
    if (reply.kind !== 'counts') throw new Error('the sandbox gave another answer than its counts');
    return reply.counts;
  };
  return {
    host,
    port,
    publicKey,
    server: { kind: 'test-server', ...anyApplication, host, port, publicKey },
    accounts: createSandboxAccounts(sandboxOptionsSchema.parse(options)),
    pid: child.pid ?? 0,
    setScript: async (userId, script) => void (await control.ask({ kind: 'set-script', userId, script })),
    setLatency: async (userId, latency) => void (await control.ask({ kind: 'set-latency', userId, latency })),
    counts: readCounts,
    untilOpenSockets: async (wanted) => {
      while ((await readCounts()).openSockets !== wanted) await delay(pollMs);
    },
    stopped,
    stop: async () => {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
      await stopped;
      clearTimeout(killer);
    },
  };
}

/** Beside this file: TypeScript in the source tree, JavaScript in a bundle. */
function defaultEntry(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './sandbox-main.js', import.meta.url);
}

function firstLine(child: ChildProcess): Promise<Announcement> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('the sandbox has no output to announce itself on');
    const lines = createInterface({ input: child.stdout });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the sandbox did not start (exit code ${String(code)})`)));
    lines.once('line', (line) => {
      try {
        resolve(announcementSchema.parse(JSON.parse(line)));
      } catch (error) {
        child.kill('SIGKILL');
        reject(new Error('the sandbox announced itself in an unknown way', { cause: error }));
      }
    });
  });
}

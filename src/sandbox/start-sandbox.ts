import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TelegramServer } from '#core/telegram/driver.ts';
import type { LatencyRange, SandboxAccount } from './accounts/account.ts';
import { createSandboxAccounts } from './accounts/create-accounts.ts';
import type { AccountScript } from './accounts/script.ts';
import type { SandboxCounts } from './connection-counts.ts';
import { announcementSchema, type Announcement, type ControlNotice } from './control/messages.ts';
import { openControl } from './control/open-control.ts';
import type { MethodScript, PhoneScript } from './world/method-scripts.ts';
import { namedPeerSchema, type NamedPeerInput } from './world/public-names.ts';
import type { SandboxPost } from './world/channel-posts.ts';
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
  readonly dataCentres: Announcement['dataCentres'];
  /** Hand this to the driver. */
  readonly server: Extract<TelegramServer, { kind: 'test-server' }>;
  /** As they were at the start: scripts that were changed since are not shown here. */
  readonly accounts: readonly SandboxAccount[];
  readonly pid: number;
  setScript(userId: string, script: AccountScript): Promise<void>;
  setLatency(userId: string, latency: LatencyRange): Promise<void>;
  /** How one method (GramJS's name of the request) behaves towards one account; null takes the script away. */
  setMethodScript(userId: string, request: string, script: MethodScript | null): Promise<void>;
  /** How whoever signs in with this phone is treated; null takes the script away. */
  setPhoneScript(phone: string, script: PhoneScript | null): Promise<void>;
  /** Switches two-step verification on, or off with null. */
  setPassword(userId: string, password: string | null, hint?: string): Promise<void>;
  setJoinedChannels(userId: string, joinedChannels: number): Promise<void>;
  /** Replaces the posts of a channel: what is left out was deleted. */
  setPosts(channelId: string, posts: readonly SandboxPost[]): Promise<void>;
  /** Who has which public username from now on: a channel, a group, a user. */
  setNames(peers: readonly NamedPeerInput[]): Promise<void>;
  /** The username is free from now on: whoever had it has vanished. */
  removeName(username: string): Promise<void>;
  /** What the person reads on the phone. Rejects when no code is waiting for it. */
  readLoginCode(phone: string): Promise<string>;
  expireLoginCode(phone: string): Promise<void>;
  /** As if the account's phone had scanned the QR code with this URL. Rejects when it is no longer good. */
  confirmLoginToken(url: string, userId: string): Promise<void>;
  /** Cuts every connection to one data centre (or all) and listens again after `downMs`; resolves when it does. */
  restart(options?: { readonly dataCentre?: number; readonly downMs?: number }): Promise<void>;
  /** Calls the listener for each login code that is sent and each QR code that is shown. */
  onNotice(listener: (notice: ControlNotice) => void): void;
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
  const { host, port, publicKey, dataCentres } = await firstLine(child);
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
    dataCentres,
    server: {
      kind: 'test-server',
      ...anyApplication,
      host,
      port,
      publicKey,
      ...(dataCentres.length > 1 ? { dataCentres } : {}),
    },
    accounts: createSandboxAccounts(sandboxOptionsSchema.parse(options)),
    pid: child.pid ?? 0,
    setScript: async (userId, script) => void (await control.ask({ kind: 'set-script', userId, script })),
    setLatency: async (userId, latency) => void (await control.ask({ kind: 'set-latency', userId, latency })),
    setMethodScript: async (userId, request, script) =>
      void (await control.ask({ kind: 'set-method-script', userId, request, script })),
    setPhoneScript: async (phone, script) =>
      void (await control.ask({ kind: 'set-phone-script', phone, script })),
    setPassword: async (userId, password, hint) =>
      void (await control.ask({ kind: 'set-password', userId, password, hint: hint ?? null })),
    setJoinedChannels: async (userId, joinedChannels) =>
      void (await control.ask({ kind: 'set-joined-channels', userId, joinedChannels })),
    setPosts: async (channelId, posts) =>
      void (await control.ask({ kind: 'set-posts', channelId, posts: [...posts] })),
    setNames: async (peers) =>
      void (await control.ask({ kind: 'set-names', peers: namedPeerSchema.array().parse(peers), gone: [] })),
    removeName: async (username) =>
      void (await control.ask({ kind: 'set-names', peers: [], gone: [username] })),
    readLoginCode: async (phone) => {
      const reply = await control.ask({ kind: 'read-login-code', phone });
      if (reply.kind !== 'login-code' || reply.code === null) throw new Error(`no code was sent to ${phone}`);
      return reply.code;
    },
    expireLoginCode: async (phone) => void (await control.ask({ kind: 'expire-login-code', phone })),
    confirmLoginToken: async (url, userId) =>
      void (await control.ask({ kind: 'confirm-login-token', token: url, userId })),
    restart: async ({ dataCentre = null, downMs = 0 } = {}) =>
      void (await control.ask({ kind: 'restart', dataCentre, downMs })),
    onNotice: (listener) => control.onNotice(listener),
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

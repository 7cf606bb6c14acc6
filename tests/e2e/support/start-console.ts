import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { untilDemoIsPrepared } from './prepared-demo.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const startPatienceMs = 60_000;

/** A console in its own process, on data of its own, started as a person starts it. */
export type StartedConsole = {
  readonly dataDir: string;
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything it said so far. */
  output(): string;
  /** A sign-in link that was not used yet. */
  signInLink(): Promise<string>;
  stop(signal?: NodeJS.Signals): Promise<void>;
};

export type StartOptions = {
  readonly dataDir?: string;
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
};

/**
 * The accounts of every journey are the same. A demo invents its own, and in one of six an account among the first or the last, which
 * journeys take, is one that never answers: its last good check was before today, so it counts as active.
 */
const accountsSeed = 'journeys';

function keepSeed(dataDir: string): void {
  writeFileSync(path.join(dataDir, 'sandbox-seed'), accountsSeed, { mode: 0o600 });
}

/** `npm run demo`, from nothing: its pool is checked and its business made while one watches. */
export function startNewDemo(options: StartOptions = {}): Promise<StartedConsole> {
  return start('src/host/demo.ts', options, keepSeed);
}

/** `npm run demo` for the second time, as a copy of the one that was prepared: its pool is checked, its business is there. */
export async function startDemo(options: Omit<StartOptions, 'dataDir'> = {}): Promise<StartedConsole> {
  const prepared = await untilDemoIsPrepared();
  return start('src/host/demo.ts', options, (dataDir) => {
    // With its owners and modes: Postgres takes no folder that others can read.
    execFileSync('cp', ['-a', `${prepared}/.`, dataDir]);
  });
}

/** `npm run host` */
export function startHost(options: StartOptions = {}): Promise<StartedConsole> {
  return start('src/host/main.ts', options);
}

async function start(
  script: string,
  options: StartOptions,
  prepare: (dataDir: string) => void = () => undefined,
): Promise<StartedConsole> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'opsdeck-e2e-'));
  prepare(dataDir);
  const { PATH = '', HOME = '', TMPDIR, NODE_COMPILE_CACHE, NODE_OPTIONS } = process.env;
  const environment = {
    PATH,
    HOME,
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }),
    ...(NODE_OPTIONS === undefined ? {} : { NODE_OPTIONS }),
    OPSDECK_DATA_DIR: dataDir,
    OPSDECK_PORT: String(options.port ?? 0),
    ...options.environment,
  };
  const run = () => spawn(process.execPath, [script], { cwd: root, env: environment });
  const child = run();
  const output = collect(child);
  const link = await firstLink(child, output);
  let unused: string | null = link;
  return {
    dataDir,
    url: new URL(link).origin,
    process: child,
    output,
    async signInLink() {
      if (unused !== null) {
        const first = unused;
        unused = null;
        return first;
      }
      // What a person does who needs another link: start it again in the same folder.
      const second = run();
      return firstLink(second, collect(second));
    },
    async stop(signal = 'SIGINT') {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await gone;
      }
      if (options.dataDir === undefined && signal !== 'SIGKILL')
        rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}

function firstLink(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the console did not start:\n${output()}`));
    }, startPatienceMs);
    function look() {
      const link = /https?:\/\/\S+\/sign-in\?\S+/.exec(output())?.[0];
      if (link === undefined) return;
      clearTimeout(timer);
      resolve(link);
    }
    child.stdout?.on('data', look);
    child.once('exit', () => {
      look();
      reject(new Error(`the console ended before it said where it is:\n${output()}`));
    });
  });
}

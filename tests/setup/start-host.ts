import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** A headless console in its own process, on a team's database and a sandbox. */
export type HostProcess = {
  readonly child: ChildProcess;
  readonly dataDir: string;
  /** All it said on both its outputs. */
  output(): string;
  /** Resolves with its sign-in link once it serves. */
  readonly ready: Promise<string>;
  readonly exited: Promise<void>;
};

export function startHostProcess(options: {
  readonly databaseUrl: string;
  readonly workspaceKey: string;
  readonly server: { readonly host: string; readonly port: number; readonly publicKey: string };
  readonly environment?: Readonly<Record<string, string>>;
}): HostProcess {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-host-'));
  copyFileSync(options.workspaceKey, path.join(dataDir, 'workspace.key'));
  const publicKey = path.join(dataDir, 'server.pem');
  writeFileSync(publicKey, options.server.publicKey);
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '', NODE_OPTIONS = '' } = process.env;
  const child = spawn(process.execPath, ['src/host/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH,
      HOME,
      NODE_COMPILE_CACHE,
      NODE_OPTIONS,
      DATABASE_URL: options.databaseUrl,
      OPSDECK_DATA_DIR: dataDir,
      OPSDECK_PORT: '0',
      OPSDECK_TELEGRAM_SERVER: `${options.server.host}:${options.server.port}`,
      OPSDECK_TELEGRAM_PUBLIC_KEY: publicKey,
      ...options.environment,
    },
  });
  let output = '';
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<string>((resolve, reject) => {
    const look = (chunk: Buffer) => {
      output += chunk.toString();
      const link = /https?:\/\/\S+\/sign-in\?\S+/.exec(output)?.[0];
      if (link !== undefined) resolve(link);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('exit', () => reject(new Error(`a host ended: ${output}`)));
  });
  return { child, dataDir, output: () => output, ready, exited };
}

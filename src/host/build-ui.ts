import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '#core/package-root.ts';

/** What the built page is made of, relative to the package. */
const sources = ['src/ui', 'src/contract', 'vite.config.ts', 'package.json'];

/**
 * The folder of the built page. In a checkout it is built first when a source is newer than the last build; an installed
 * console ships it.
 *
 * @throws Error with the bundler's output when the build fails, or when the signal ended it.
 */
export async function builtUi(signal: AbortSignal): Promise<string> {
  const root = packageRoot();
  const folder = path.join(root, 'out', 'ui');
  const page = path.join(folder, 'index.html');
  const isCheckout = existsSync(path.join(root, 'src', 'ui'));
  if (!isCheckout || isFresh(root, page)) return folder;
  const startedAt = new Date();
  await runVite(root, signal);
  // A source that is changed while the build runs is newer than this, and built the next time.
  utimesSync(page, startedAt, startedAt);
  return folder;
}

function isFresh(root: string, page: string): boolean {
  if (!existsSync(page)) return false;
  const builtAt = statSync(page).mtimeMs;
  return sources.every((source) => newestChange(path.join(root, source)) <= builtAt);
}

function newestChange(entry: string): number {
  const stats = statSync(entry);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const within = readdirSync(entry).map((name) => newestChange(path.join(entry, name)));
  return Math.max(stats.mtimeMs, ...within);
}

function runVite(root: string, signal: AbortSignal): Promise<void> {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: root,
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The page could not be built.\n${output}`));
    });
  });
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { debianBrowsers } from './debian-browsers.ts';

/**
 * The browser for the journeys and screenshots, installed when it is missing: Debian's when we are root on Debian, else
 * Playwright's own. Returns the path of the program, or null for Playwright's.
 */
export function ensureChromium(): string | null {
  const [lighter, whole] = debianBrowsers;
  if (existsSync(lighter.path)) return lighter.path;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    if (install(lighter.package)) return lighter.path;
    // Not every Debian has it.
    if (existsSync(whole.path) || install(whole.package)) return whole.path;
  }
  if (existsSync(whole.path)) return whole.path;
  if (!run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']))
    throw new Error('the browser is not installed');
  return null;
}

function install(name: string): boolean {
  run('apt-get', ['update', '-q']);
  return run('apt-get', ['install', '-q', '-y', '--no-install-recommends', name, 'fonts-dejavu-core']);
}

function run(program: string, programArguments: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, programArguments, { stdio: 'inherit', env }).status === 0;
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const debianChromium = '/usr/bin/chromium';

/**
 * The browser for the journeys and screenshots, installed when it is missing: Debian's when we are root on Debian, else
 * Playwright's own. Returns the path of the program, or null for Playwright's.
 */
export function ensureChromium(): string | null {
  if (existsSync(debianChromium)) return debianChromium;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update', '-q']);
    run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
    return debianChromium;
  }
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  return null;
}

function run(program: string, programArguments: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync(program, programArguments, { stdio: 'inherit', env });
  if (status !== 0)
    throw new Error(`${program} ${programArguments.join(' ')} failed: the browser is not installed`);
}

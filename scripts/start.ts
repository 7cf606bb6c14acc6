// `npm start`: the console in its window where Electron is present or can be installed, else in the browser.
import { spawnSync } from 'node:child_process';
import { electronBinary } from './electron-binary.ts';
import { builtUi } from '../src/host/build-ui.ts';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const installPatienceMs = 120_000;

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

function node(
  script: string,
  scriptArguments: string[],
  options: { quiet?: boolean; timeout?: number } = {},
): number {
  const { status } = spawnSync(process.execPath, [path.join(root, script), ...scriptArguments], {
    cwd: root,
    stdio: options.quiet === true ? 'ignore' : 'inherit',
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
  });
  return status ?? 1;
}

function whyNoWindow(): string | null {
  if (!hasDisplay()) return 'There is no display here';
  if (process.platform === 'linux' && process.getuid?.() === 0) return 'Electron does not run as root';
  if (electronBinary() !== null) return null;
  node('node_modules/electron/install.js', [], { quiet: true, timeout: installPatienceMs });
  return electronBinary() === null ? 'Electron is not installed and could not be downloaded' : null;
}

const reason = whyNoWindow();
if (reason === null) {
  await builtUi(new AbortController().signal);
  const built = node('node_modules/electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn']);
  process.exitCode =
    built === 0 ? (spawnSync(electronBinary() ?? '', [root], { stdio: 'inherit' }).status ?? 1) : built;
} else {
  process.stdout.write(`${reason}: the console opens in the browser instead.\n`);
  await import('../src/host/main.ts');
}

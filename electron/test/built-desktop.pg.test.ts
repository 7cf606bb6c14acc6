import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

function runNode(
  script: string,
  scriptArguments: string[],
  environment: Readonly<Record<string, string>> = {},
): string {
  return execFileSync(process.execPath, [path.join(root, script), ...scriptArguments], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: undefined, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe('the built desktop', () => {
  let dataDir: string;
  beforeAll(() => {
    runNode('node_modules/electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn']);
    dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-built-'));
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('has a preload script that a sandboxed window can load', () => {
    const script = readFileSync(path.join(root, 'out/preload/preload.cjs'), 'utf8');
    expect(script.match(/require\([^)]*\)/g)).toEqual(['require("electron")']);
    expect(script).not.toMatch(/^(import|export) /m);
  });

  it('has its workers beside it', () => {
    expect(existsSync(path.join(root, 'out/main/telegram-worker.js'))).toBe(true);
  });

  it('starts on the built-in database, answers its page, and leaves nothing running', () => {
    const output = runNode('electron/test/run-built-desktop.ts', [], { OPSDECK_DATA_DIR: dataDir });
    const said: unknown = JSON.parse(output);
    expect(said).toEqual({
      shown: [],
      loaded: ['load app://console/index.html'],
      answers: [expect.stringContaining('"shell":"desktop"')],
    });
    const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).map((file) =>
      path.basename(file),
    );
    expect(files).toContain('PG_VERSION');
    expect(files).not.toContain('postmaster.pid');
  });
});

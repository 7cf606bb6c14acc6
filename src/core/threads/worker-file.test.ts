import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { workerFile } from './worker-file.ts';

const core = path.resolve(import.meta.dirname, '..');
const sources = globSync('**/*.ts', { cwd: core, exclude: ['**/*.test.ts', '**/testing/**'] }).map(
  (name) => ({ name, text: readFileSync(path.join(core, name), 'utf8') }),
);

test('a script is found in the source tree and in a bundle', () => {
  expect(workerFile('file:///app/src/core/sync/engine.ts', 'sync-worker').href).toBe(
    'file:///app/src/core/sync/sync-worker.ts',
  );
  expect(workerFile('file:///app/out/main/main.js', 'sync-worker').href).toBe(
    'file:///app/out/main/sync-worker.js',
  );
});

test('what starts a script names one that the desktop build has', () => {
  const started = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/workerFile\(import\.meta\.url, '([^']+)'\)/g)].map(([, script = '']) =>
      path.join(path.dirname(name), `${script}.ts`),
    ),
  );
  expect(started.length).toBeGreaterThan(6);
  expect(started.filter((file) => !existsSync(path.join(core, file)))).toEqual([]);
  // By another address it would be in the source tree only.
  const others = sources.filter(({ text }) => /new (Worker|URL)\([^)]*(worker|thread)\.ts/.test(text));
  expect(others.map(({ name }) => name)).toEqual([]);
});

import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
const fixtures = globSync('scripts/lint/fixtures/**/*.ts', { cwd: root }).toSorted();

const reportSchema = z.object({
  diagnostics: z.array(z.object({ message: z.string(), code: z.string(), filename: z.string() })),
});

/** What the project's own linter, with the project's own configuration, says of the fixtures. */
function lint(): z.infer<typeof reportSchema>['diagnostics'] {
  const { stdout } = spawnSync(
    process.execPath,
    ['node_modules/oxlint/bin/oxlint', '--no-ignore', '--format', 'json', 'scripts/lint/fixtures'],
    { cwd: root, encoding: 'utf8', maxBuffer: 16_000_000 },
  );
  return reportSchema.parse(JSON.parse(stdout)).diagnostics;
}

const diagnostics = lint();

describe('a boundary is kept by lint', () => {
  it.each(fixtures)('%s', (fixture) => {
    const expected = /^\/\/ expect: (.+)$/m.exec(readFileSync(path.join(root, fixture), 'utf8'))?.[1] ?? '';
    const found = diagnostics
      .filter(({ filename }) => filename.split(path.sep).join('/').endsWith(fixture))
      .map(({ code, message }) => `${code} ${message}`);
    if (expected === 'nothing') expect(found.filter((text) => text.startsWith('opsdeck'))).toEqual([]);
    else expect(found.join('\n')).toContain(expected);
  });

  it('has a fixture for every folder that has rules', () => {
    const text = fixtures.join('\n');
    for (const folder of ['contract', 'core', 'host', 'sandbox', 'ui'])
      expect(text).toContain(`fixtures/src/${folder}/`);
  });
});

it('the fixtures are not part of the program', () => {
  const files = execFileSync('git', ['ls-files', 'src', 'electron'], { cwd: root, encoding: 'utf8' });
  expect(files).not.toContain('fixtures');
});

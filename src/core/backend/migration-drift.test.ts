import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { defaultMigrationsFolder, readMigrations } from './migration-files.ts';

const run = promisify(execFile);

test(
  'the migrations are what the schemas say: drizzle-kit finds nothing to add',
  { timeout: 60_000 },
  async () => {
    const root = path.join(import.meta.dirname, '..', '..', '..');
    const copy = await mkdtemp(path.join(tmpdir(), 'opsdeck-drift-'));
    onTestFinished(() => rm(copy, { recursive: true, force: true }));
    await cp(defaultMigrationsFolder(), copy, { recursive: true });
    const before = await readdir(copy);
    const cli = path.join(root, 'node_modules', 'drizzle-kit', 'bin.cjs');
    // Relative, because drizzle-kit puts "./" before whatever it is given.
    const out = path.relative(root, copy);
    const schema = './src/core/**/schema.ts';
    const flags = ['--dialect', 'postgresql', '--schema', schema, '--out', out, '--name', 'missing'];
    const { stdout } = await run(process.execPath, [cli, 'generate', ...flags], { cwd: root });
    const added = (await readdir(copy)).filter((name) => !before.includes(name));
    const statements = await Promise.all(added.map((name) => readFile(path.join(copy, name), 'utf8')));
    expect(statements, 'run: npx drizzle-kit generate --name <what-changes>').toEqual([]);
    // It exits with 0 whatever happened, so it has to say so.
    expect(stdout).toContain('No schema changes');
  },
);

test('the migrations are numbered from 0 without a gap, and each has statements', async () => {
  const migrations = await readMigrations(defaultMigrationsFolder());
  expect(migrations.map((migration) => migration.index)).toEqual(migrations.map((_, position) => position));
  for (const { statements } of migrations) expect(statements.length).toBeGreaterThan(0);
});

import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { exportOptionsSchema, type ExportRun } from '#contract/exports.ts';
import { type ExportId, operatorIdSchema } from '#contract/ids.ts';
import { mountSmallDisk, noSmallDisk } from '../../../tests/setup/small-disk.ts';
import type { Caller } from '../rpc/caller.ts';
import { ExportFolder } from './export-folder.ts';
import type { TablePart } from './export-job.ts';
import { ExportQueue } from './export-queue.ts';
import { type ExportPlan, ExportRuns } from './export-runs.ts';
import { createSampleCache, numbersTable, sampleTable } from './testing/sample-cache.ts';

const { file: cacheFile } = createSampleCache();
const ann: Caller = {
  operatorId: operatorIdSchema.parse('00000000-0000-4000-8000-000000000001'),
  name: 'Ann',
  role: 'admin',
};
const bob: Caller = { ...ann, operatorId: operatorIdSchema.parse('00000000-0000-4000-8000-000000000002') };

const opened: ExportRuns[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((runs) => runs.close()));
});

function open(dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-runs-'))) {
  const runs = new ExportRuns({
    folder: new ExportFolder(dataDir),
    queue: new ExportQueue(),
    cacheFile: () => cacheFile,
    workspace: () => ({ name: 'Market', timeZone: 'UTC' }),
    logger: pino({ enabled: false }),
  });
  opened.push(runs);
  const folder = path.join(dataDir, 'exports');
  return { runs, folder, files: () => (existsSync(folder) ? readdirSync(folder) : []) };
}

const plan = (part: TablePart, format: ExportPlan['format'] = 'csv'): ExportPlan => ({
  title: part.title,
  format,
  options: exportOptionsSchema.parse({}),
  facts: [],
  parts: [part],
});

/** The export as soon as it is so. */
async function until(runs: ExportRuns, id: ExportId, so: (run: ExportRun) => boolean): Promise<ExportRun> {
  for (;;) {
    const run = runs.of(ann.operatorId).find((each) => each.id === id);
    if (run === undefined) throw new Error('the export was forgotten');
    if (so(run)) return run;
    await new Promise<void>((resolve) => {
      const stop = runs.onChange(() => {
        stop();
        resolve();
      });
    });
  }
}

const hasEnded = ({ endedAt }: ExportRun): boolean => endedAt !== null;

describe('an export', () => {
  it('ends as a file that only this user may read, and is gone when it is discarded', async () => {
    const { runs, folder, files } = open();
    const id = runs.start(ann, plan(sampleTable));
    const run = await until(runs, id, hasEnded);
    expect(run).toMatchObject({ state: 'done', rows: 12, total: 12, problem: null });
    expect(run.fileName).toBe('Sample 2026-11-28 15.30 UTC, 12 rows.csv');
    const file = runs.file(ann.operatorId, id);
    expect(file?.fileName).toBe(run.fileName);
    expect(statSync(file?.path ?? '').mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readFileSync(file?.path ?? '')).toHaveLength(run.bytes);
    await runs.discard(ann, id);
    expect(files()).toEqual([]);
    expect(runs.of(ann.operatorId)).toEqual([]);
    expect(runs.file(ann.operatorId, id)).toBeNull();
  });

  it('is nobody else’s', async () => {
    const { runs } = open();
    const id = runs.start(ann, plan(sampleTable));
    await until(runs, id, hasEnded);
    await runs.discard(bob, id);
    expect(runs.of(bob.operatorId)).toEqual([]);
    expect(runs.file(bob.operatorId, id)).toBeNull();
    expect(runs.file(ann.operatorId, id)).not.toBeNull();
    expect(runs.file(ann.operatorId, '../../etc/passwd')).toBeNull();
  });

  it('tells how far it is and leaves nothing behind when it is cancelled', async () => {
    const { runs, files } = open();
    const id = runs.start(ann, plan(numbersTable(50_000_000)));
    const halfway = await until(runs, id, ({ rows }) => rows > 0);
    expect(halfway).toMatchObject({ state: 'running', total: 50_000_000 });
    await runs.cancel(ann, id);
    expect(runs.of(ann.operatorId)).toMatchObject([{ id, state: 'cancelled', fileName: null }]);
    expect(files()).toEqual([]);
  });

  it('waits while two others are written', async () => {
    const { runs, files } = open();
    const ids = [1, 2, 3].map(() => runs.start(ann, plan(numbersTable(50_000_000))));
    const [first, second, third] = ids;
    if (first === undefined || second === undefined || third === undefined) throw new Error('none was begun');
    await until(runs, second, ({ rows }) => rows > 0);
    expect(runs.of(ann.operatorId)[0]).toMatchObject({ id: third, state: 'waiting' });
    await runs.cancel(ann, first);
    await until(runs, third, ({ rows }) => rows > 0);
    await Promise.all([runs.cancel(ann, second), runs.cancel(ann, third)]);
    expect(files()).toEqual([]);
  });

  it('raises EXPORT_TOO_LARGE for a document that nobody would read', async () => {
    const { runs, files } = open();
    const run = await until(runs, runs.start(ann, plan(numbersTable(100_001), 'pdf')), hasEnded);
    expect(run).toMatchObject({ state: 'failed', problem: { code: 'EXPORT_TOO_LARGE' } });
    expect(files()).toEqual([]);
  });

  it('says that the local copy is being made when its file is gone', async () => {
    const { runs } = open();
    const broken: TablePart = {
      ...sampleTable,
      source: {
        kind: 'cache',
        rows: { text: 'select * from nothing', values: [] },
        count: { text: 'select 1', values: [] },
      },
    };
    const run = await until(runs, runs.start(ann, plan(broken)), hasEnded);
    expect(run).toMatchObject({ state: 'failed', problem: { code: 'CACHE_NOT_READY' } });
  });

  it('has what a killed console left swept away at the next start', () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-runs-'));
    mkdirSync(path.join(dataDir, 'exports'));
    writeFileSync(path.join(dataDir, 'exports', 'x.unfinished'), 'half a file');
    writeFileSync(path.join(dataDir, 'exports', 'x'), 'a file that nobody can ask for');
    expect(open(dataDir).files()).toEqual([]);
  });

  it('holds a million rows in less memory than they take', async () => {
    const { runs } = open();
    const before = process.memoryUsage.rss();
    let most = 0;
    const stop = runs.onChange(() => {
      most = Math.max(most, process.memoryUsage.rss());
    });
    const run = await until(runs, runs.start(ann, plan(numbersTable(1_000_000))), hasEnded);
    stop();
    expect(run).toMatchObject({ state: 'done', rows: 1_000_000 });
    expect(run.bytes).toBeGreaterThan(60_000_000);
    expect((most - before) / 1e6).toBeLessThan(150);
  }, 60_000);

  it.skipIf(noSmallDisk !== null).each(['csv', 'xlsx', 'pdf'] as const)(
    'fails in plain words on a full disk and frees it again: %s',
    async (format) => {
      const disk = mountSmallDisk('1m');
      try {
        const { runs, files } = open(disk.path);
        const rows = format === 'pdf' ? 40_000 : 300_000;
        const run = await until(runs, runs.start(ann, plan(numbersTable(rows), format)), hasEnded);
        expect(run).toMatchObject({ state: 'failed', problem: { code: 'DISK_FULL' } });
        expect(run.problem?.message).toContain('the export “Numbers”');
        expect(files()).toEqual([]);
      } finally {
        disk.unmount();
      }
    },
    60_000,
  );
});

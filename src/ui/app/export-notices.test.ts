import { describe, expect, it } from 'vitest';
import { type ExportRun, exportRunSchema } from '#contract/exports.ts';
import { endedExports } from './export-notices.ts';

const run = (id: number, state: ExportRun['state']): ExportRun =>
  exportRunSchema.parse({
    id: `00000000-0000-4000-8000-00000000000${id}`,
    title: 'Orders',
    format: 'csv',
    state,
    rows: 0,
    total: null,
    bytes: 0,
    startedAt: 1,
    endedAt: null,
    expiresAt: null,
    fileName: null,
    problem: null,
  });

describe('exports that have ended', () => {
  it('are news once, and not at the first word', () => {
    const done = run(1, 'done');
    expect(endedExports(null, [done])).toEqual([]);
    expect(endedExports([run(1, 'running')], [done])).toEqual([done]);
    expect(endedExports([done], [done])).toEqual([]);
  });

  it('may have been so quick that nobody saw them run', () => {
    expect(endedExports([], [run(2, 'failed')])).toHaveLength(1);
    expect(endedExports([], [run(2, 'waiting')])).toEqual([]);
  });
});

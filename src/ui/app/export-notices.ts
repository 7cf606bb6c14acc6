import type { ExportRun } from '#contract/exports.ts';

const underWay: ReadonlySet<ExportRun['state']> = new Set(['waiting', 'running']);

/** The exports that have ended since `before`, which is null until the first word: what ended earlier is no news. */
export function endedExports(
  before: readonly ExportRun[] | null,
  after: readonly ExportRun[],
): readonly ExportRun[] {
  if (before === null) return [];
  const known = new Map(before.map(({ id, state }) => [id, state]));
  return after.filter(({ id, state }) => {
    const then = known.get(id);
    return !underWay.has(state) && (then === undefined || underWay.has(then));
  });
}

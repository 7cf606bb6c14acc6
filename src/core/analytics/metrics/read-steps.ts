import type { DayRange } from '../../cache/rollups/local-calendar.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { type Extents, roundedOut } from './extent.ts';
import type { Step } from './plan.ts';
import { type Cell, type CellQuestion, cellQuery, cellsFrom, type Owners } from './read-cells.ts';

/** Of all that was before the first period: earlier than any day, and a number that can be taken from another. */
const before = Number.MIN_SAFE_INTEGER;

/** The cells of each step about some days, all of one state of the copy; what is cumulative reaches back to the beginning. */
export async function readSteps(
  { cache, calendar }: AnalyticsReader,
  steps: readonly Step[],
  range: DayRange,
  extents: Extents,
  owners: Owners,
): Promise<Cell[][]> {
  const asked = steps.map((step) => questionsOf(step, range, extents));
  const answers = await cache.together(asked.flat().map((question) => cellQuery(question, calendar)));
  let next = 0;
  return steps.map((step, at) =>
    (asked[at] ?? []).flatMap(({ by }) => {
      const cells = cellsFrom(answers[next] ?? [], step, owners);
      next += 1;
      return by === step.by ? cells : cells.map((cell) => ({ ...cell, period: before }));
    }),
  );
}

/** What came before the days is one sum, of whole months where there are some: only the days themselves are told apart. */
function questionsOf(step: Step, range: DayRange, extents: Extents): CellQuestion[] {
  const extent = extents.get(step.fact) ?? null;
  const within = (days: DayRange): CellQuestion => ({ ...step, range: roundedOut(days, extent) });
  if (!step.cumulative || extent === null || extent.from >= range.from) return [within(range)];
  if (step.by === 'none') return [within({ from: extent.from, until: range.until })];
  return [{ ...within({ from: extent.from, until: range.from }), by: 'none' }, within(range)];
}

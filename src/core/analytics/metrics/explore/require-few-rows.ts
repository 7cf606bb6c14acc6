import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import { mostScannedRows } from '#contract/metrics/explore/explore-query.ts';
import type { DayRange } from '../../../cache/rollups/local-calendar.ts';
import { readRollup } from '../../../cache/rollups/read-rollup.ts';
import type { AnalyticsReader } from '../../analytics-reader.ts';
import type { Step } from '../plan.ts';

const countRow = z.object({ rows: z.int().nullable() });

/**
 * Where an answer has to be added up from rows: makes sure that there are not too many. How many there are is known from sums.
 *
 * @throws OpsdeckError METRICS_TOO_MANY_ROWS
 */
export async function requireFewRows(
  { cache, calendar }: AnalyticsReader,
  { reading, isScan }: Step,
  ranges: readonly DayRange[],
  most: number = mostScannedRows,
): Promise<void> {
  if (!isScan || reading.kind !== 'rows' || reading.scan === undefined) return;
  const { rollup, mirror, of } = reading.scan;
  const asked = of === 'all' ? [null] : ranges;
  const counts = await cache.together(
    asked.map((range) => ({
      sql: readRollup(rollup, mirror, calendar, { range, by: 'none', dimensions: [], measures: ['rows'] }),
      row: countRow,
    })),
  );
  const rows = counts.flat().reduce((sum, count) => sum + (count.rows ?? 0), 0);
  if (rows > most) throw new OpsdeckError('METRICS_TOO_MANY_ROWS', { rows, most });
}

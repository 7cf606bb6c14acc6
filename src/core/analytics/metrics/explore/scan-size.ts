import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import { mostScannedRows } from '#contract/metrics/explore/explore-query.ts';
import type { DayRange } from '../../../cache/rollups/local-calendar.ts';
import { readRollup } from '../../../cache/rollups/read-rollup.ts';
import type { AnalyticsReader } from '../../analytics-reader.ts';
import type { Step } from '../plan.ts';

const countRow = z.object({ rows: z.int().nullable() });

/** With more rows the answer takes so long that a page would have to wait behind it. */
const quicklyScannedRows = 200_000;

export type ScanSize = 'quick' | 'long';

/**
 * Where an answer has to be added up from rows: how long that takes, and that there are not far too many. How many there are is
 * known from sums.
 *
 * @throws OpsdeckError METRICS_TOO_MANY_ROWS
 */
export async function scanSize(
  { cache, calendar }: AnalyticsReader,
  { reading, isScan }: Step,
  ranges: readonly DayRange[],
  { quick = quicklyScannedRows, most = mostScannedRows } = {},
): Promise<ScanSize> {
  if (!isScan || reading.kind !== 'rows' || reading.scan === undefined) return 'quick';
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
  return rows > quick ? 'long' : 'quick';
}

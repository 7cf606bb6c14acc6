import { setImmediate as giveWay } from 'node:timers/promises';
import type { ExploreQuery } from '#contract/metrics/explore/explore-query.ts';
import type { MetricValue } from '#contract/metrics/metric-query.ts';
import { isQuotient } from '#contract/metrics/metrics.ts';
import type { DayRange } from '../../../cache/rollups/local-calendar.ts';
import type { AnalyticsReader } from '../../analytics-reader.ts';
import { cumulate } from '../cumulate.ts';
import type { Extents } from '../extent.ts';
import { Groups, keySeparator } from '../groups.ts';
import { type Period, periodsOf } from '../periods.ts';
import type { CurrencyRule, Step } from '../plan.ts';
import type { Owners } from '../read-cells.ts';
import { readSteps } from '../read-steps.ts';
import { axisKey } from './axis-key.ts';

/** So many cells take some milliseconds. */
const cellsAtOnce = 2_000;

/** Everything that a pivot can show of one range, by key. */
export type ExplorePart = {
  readonly range: DayRange;
  readonly periods: readonly Period[];
  readonly rowKeys: ReadonlySet<string>;
  readonly columnKeys: ReadonlySet<string>;
  cell(row: string, column: string): MetricValue;
  rowTotal(row: string): MetricValue;
  columnTotal(column: string): MetricValue;
  readonly total: MetricValue;
};

export type ExplorePlan = {
  readonly step: Step;
  readonly rule: CurrencyRule;
  readonly extents: Extents;
  readonly owners: Owners;
};

/** Reads the cells of one range and adds up from what each consists: a total of rates is made of sums, not of rates. */
export async function explorePart(
  reader: AnalyticsReader,
  { metric, rows, columns }: ExploreQuery,
  { step, rule, extents, owners }: ExplorePlan,
  range: DayRange,
): Promise<ExplorePart> {
  const periods = periodsOf(range, step.by);
  const [read = []] = await readSteps(reader, [step], range, extents, owners);
  const byNumber = new Map(periods.map((period) => [period.number, period]));
  const [cells, ofRows, ofColumns, ofAll] = [rule, rule, rule, rule].map((one) => new Groups(one));
  const rowKeys = new Set<string>();
  const columnKeys = new Set<string>();
  let taken = 0;
  for (const cell of step.cumulative ? cumulate(read, periods) : read) {
    const row = axisKey(rows, cell, step, byNumber);
    const column = columns === null ? '' : axisKey(columns, cell, step, byNumber);
    if (row === null || column === null) continue;
    // Others are waiting while a wide pivot is added up.
    taken += 1;
    if (taken % cellsAtOnce === 0) await giveWay();
    rowKeys.add(row);
    columnKeys.add(column);
    cells?.add(step, cell, 0, [row, column]);
    ofRows?.add(step, cell, 0, [row]);
    ofColumns?.add(step, cell, 0, [column]);
    ofAll?.add(step, cell, 0, []);
  }
  // Where nothing happened there is no cell: of what is counted that is zero, of a rate it is nothing.
  const nothing: MetricValue = isQuotient(metric) ? null : '0';
  const [cellValue, rowValue, columnValue, allValue] = [cells, ofRows, ofColumns, ofAll].map((groups) =>
    groups?.values(metric),
  );
  const valueIn = (values: typeof cellValue, keys: string): MetricValue => {
    const value = values?.(keys);
    return value === undefined ? nothing : value;
  };
  return {
    range,
    periods,
    rowKeys,
    columnKeys,
    cell: (row, column) => valueIn(cellValue, `${row}${keySeparator}${column}`),
    rowTotal: (row) => valueIn(rowValue, row),
    columnTotal: (column) => valueIn(columnValue, column),
    total: valueIn(allValue, ''),
  };
}

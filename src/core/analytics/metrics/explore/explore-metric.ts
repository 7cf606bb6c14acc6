import {
  type ExploreAnswer,
  type ExploreAxis,
  type ExploreLine,
  type ExploreQuery,
} from '#contract/metrics/explore/explore-query.ts';
import { totalOver } from '#contract/metrics/explore/totals.ts';
import { metricQuerySchema, type MetricValue } from '#contract/metrics/metric-query.ts';
import { instant } from '#contract/time.ts';
import { isoDate } from '../../../cache/rollups/civil-date.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import type { AnalyticsReader } from '../../analytics-reader.ts';
import { datesOf, daysOf } from '../../dates.ts';
import { comparedRange } from '../compared-range.ts';
import { keyNames } from '../key-names.ts';
import { currencyRule, planSteps } from '../plan.ts';
import { allTime, readExtents } from '../query-metrics.ts';
import { readConditions } from '../read-conditions.ts';
import { readOwners } from '../read-owners.ts';
import { dimensionsOf } from './axis-key.ts';
import { type ExplorePart, explorePart } from './explore-part.ts';
import { orderLines } from './order-lines.ts';
import { scanSize } from './scan-size.ts';

/**
 * One metric by two of its dimensions, as a pivot: exact, with totals where there can be some, sorted and cut to the first. From
 * sums where there are some; else from rows, through `patiently` where they are many. `now` is in milliseconds UTC.
 *
 * @throws OpsdeckError METRICS_DO_NOT_FIT, METRICS_TOO_MANY_ROWS, CACHE_NOT_READY
 */
export async function exploreMetric(
  reader: AnalyticsReader,
  query: ExploreQuery,
  now: number,
  patiently: CacheReads,
): Promise<ExploreAnswer> {
  const { cache, calendar, asOf } = reader;
  const { metric, rows, columns } = query;
  const asked = metricQuerySchema.parse({
    metrics: [metric],
    range: query.range,
    granularity: rows === 'period' || columns === 'period' ? query.granularity : 'none',
    dimensions: dimensionsOf([rows, columns]),
    filters: query.filters,
    currency: query.currency,
  });
  const rule = currencyRule(asked);
  const [step] = planSteps(asked, await readConditions(reader, asked), rule, true);
  if (step === undefined) throw new Error('one metric is one step');
  const extents = await readExtents(reader, [step.fact]);
  const range = query.range === null ? allTime(extents, calendar.dayOf(now)) : daysOf(query.range);
  const before = comparedRange(range, query.compare);
  const size = await scanSize(reader, step, before === null ? [range] : [range, before]);
  const scanner = size === 'long' ? { ...reader, cache: patiently } : reader;
  const plan = { step, rule, extents, owners: await readOwners(cache, [step]) };
  const [part, compared] = await Promise.all([
    explorePart(scanner, query, plan, range),
    before === null ? null : explorePart(scanner, query, plan, before),
  ]);
  const shown = await arrange(reader, query, part, compared);
  return {
    ...shown,
    range: datesOf(range),
    comparedRange: before === null ? null : datesOf(before),
    total: part.total,
    comparedTotal: compared?.total ?? null,
    scanned: step.isScan,
    timeZone: calendar.timeZone,
    asOf: instant(asOf),
  };
}

type Arranged = Omit<
  ExploreAnswer,
  'range' | 'comparedRange' | 'total' | 'comparedTotal' | 'scanned' | 'timeZone' | 'asOf'
>;

/** Puts the lines of both axes in their order, and cuts them to the first. */
async function arrange(
  { cache }: AnalyticsReader,
  query: ExploreQuery,
  part: ExplorePart,
  compared: ExplorePart | null,
): Promise<Arranged> {
  const { metric, rows, columns, most, order } = query;
  const rowTotals = totalOver(metric, columns);
  const columnTotals = columns === null ? null : totalOver(metric, rows);
  const overRows = totalOver(metric, rows);
  const labelled = async (axis: ExploreAxis, keys: readonly string[]) => {
    const names = await keyNames(
      cache,
      dimensionsOf([axis]),
      keys.map((key) => ({ keys: [key], start: null, currency: null, values: [] })),
    );
    return (key: string): string | null => names[`${axis}:${key}`] ?? null;
  };
  const keysOf = (axis: ExploreAxis, side: 'rowKeys' | 'columnKeys'): string[] =>
    axis === 'period'
      ? part.periods.map(({ start }) => isoDate(start))
      : [...new Set([...part[side], ...(compared?.[side] ?? [])])];

  const columnKeys = columns === null ? [] : keysOf(columns, 'columnKeys');
  const columnName = columns === null ? () => null : await labelled(columns, columnKeys);
  const allColumns = orderLines(
    columnKeys.map((key) => ({ key, label: columnName(key) ?? key, value: part.columnTotal(key) })),
    columns ?? 'period',
    columns === 'period' || columnTotals === null ? 'name' : 'value',
    columns !== 'period' && columnTotals !== null,
  );
  const keptColumns =
    columns === 'period' ? allColumns.slice(-most.columns) : allColumns.slice(0, most.columns);

  const rowKeys = keysOf(rows, 'rowKeys');
  const rowName = await labelled(rows, rowKeys);
  const decisive = sortedBy(
    query,
    keptColumns.at(columns === 'period' ? -1 : 0)?.key ?? null,
    rowTotals === null,
  );
  const valueOfRow = (key: string): MetricValue =>
    decisive === null ? part.rowTotal(key) : part.cell(key, decisive);
  const byName = order === null ? rows === 'period' : order.by === 'name';
  const allRows = orderLines(
    rowKeys.map((key) => ({ key, label: rowName(key) ?? key, value: valueOfRow(key) })),
    rows,
    byName ? 'name' : 'value',
    order === null ? rows !== 'period' : order.descending,
  );
  const keptRows = allRows.slice(0, most.rows);

  /** The same place in the time that is compared with: the first month with the first, Berlin with Berlin. */
  const before = (axis: ExploreAxis, key: string): string | null => {
    if (axis !== 'period') return key;
    const at = part.periods.findIndex(({ start }) => isoDate(start) === key);
    const period = compared?.periods[at];
    return period === undefined ? null : isoDate(period.start);
  };
  const lineOf = (
    axis: ExploreAxis,
    key: string,
    name: string | null,
    totalOf: (one: ExplorePart, own: string) => MetricValue,
    hasTotal: boolean,
  ): ExploreLine => {
    const period = axis === 'period' ? part.periods.find(({ start }) => isoDate(start) === key) : undefined;
    const earlier = before(axis, key);
    return {
      key,
      name,
      range: period === undefined ? null : datesOf(period.days),
      total: hasTotal ? totalOf(part, key) : null,
      comparedTotal: hasTotal && compared !== null && earlier !== null ? totalOf(compared, earlier) : null,
    };
  };
  return {
    rows: keptRows.map(({ key }) =>
      lineOf(rows, key, rowName(key), (one, own) => one.rowTotal(own), rowTotals !== null),
    ),
    columns: keptColumns.map(({ key }) =>
      lineOf(
        columns ?? 'period',
        key,
        columnName(key),
        (one, own) => one.columnTotal(own),
        columnTotals !== null,
      ),
    ),
    rowCount: allRows.length,
    columnCount: allColumns.length,
    cells: keptRows.map((row) => keptColumns.map((column) => part.cell(row.key, column.key))),
    comparedCells:
      compared === null
        ? null
        : keptRows.map((row) =>
            keptColumns.map((column) => {
              const [ofRow, ofColumn] = [before(rows, row.key), before(columns ?? 'period', column.key)];
              return ofRow === null || ofColumn === null ? null : compared.cell(ofRow, ofColumn);
            }),
          ),
    rowTotals,
    columnTotals,
    grandTotal: rowTotals === null ? null : overRows,
  };
}

/** The column that rows are sorted by; null for their totals. */
function sortedBy({ order }: ExploreQuery, otherwise: string | null, withoutTotals: boolean): string | null {
  if (order?.by === 'column') return order.key;
  return withoutTotals ? otherwise : null;
}

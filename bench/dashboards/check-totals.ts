import { z } from 'zod';
import { metricQuerySchema } from '#contract/metrics/metric-query.ts';
import { isOfOneCurrency, type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import { analyticsReader } from '#core/analytics/analytics-reader.ts';
import { evaluate } from '#core/analytics/metrics/evaluate.ts';
import { queryMetrics } from '#core/analytics/metrics/query-metrics.ts';
import { type Dialect, duckDb, postgres } from './dialect.ts';
import { metricSql } from './metric-sql.ts';
import type { OpenDashboard, PageCall } from './page-calls.ts';
import type { Stores } from './open-stores.ts';

/** Sums come as text, numbers or bigints; they are whole. */
const sumColumn = z.coerce.bigint();

/**
 * What is compared has to be the same: the totals of every question about metrics, from the core and from both databases.
 *
 * @throws when one of them has another number
 */
export async function checkTotals(
  stores: Stores,
  open: OpenDashboard,
  calls: readonly PageCall[],
): Promise<void> {
  const reader = await analyticsReader(stores.cache);
  for (const call of calls) {
    if (call.kind !== 'metrics') continue;
    const { totals } = await queryMetrics(reader, metricQuerySchema.parse(call.query), open.now);
    const own = new Map<MetricName, string | null>(
      call.query.metrics.map((name, at) => [name, totals[0]?.values[at] ?? null]),
    );
    for (const dialect of [postgres, duckDb]) {
      for (const [name, value] of await totalsBySql(stores, open, call, dialect)) {
        if (own.get(name) !== value)
          throw new Error(`${name} is ${own.get(name)} for the core and ${value} for ${dialect.name}`);
      }
    }
  }
}

async function totalsBySql(
  stores: Stores,
  { state }: OpenDashboard,
  { query }: Extract<PageCall, { readonly kind: 'metrics' }>,
  dialect: Dialect,
): Promise<Map<MetricName, string | null>> {
  const values = new Map<MetricName, string | null>();
  for (const { metrics, measures, text } of metricSql(query, state.range, dialect)) {
    const [rows = []] = await (dialect.name === 'postgres' ? stores.postgres : stores.duckDb)([text]);
    const now = rows.filter(([isNow]) => Number(isNow) === 1);
    for (const name of metrics) {
      const { formula, unit } = metricOf(name);
      // Where there is a currency, it is the column after the period's.
      const counted = isOfOneCurrency(metricOf(name))
        ? now.filter((row) => row.includes(state.currency))
        : now;
      const sum = (measure: string): bigint => {
        const at = measures.indexOf(measure) - measures.length;
        return counted.reduce((total, row) => total + sumColumn.parse(row.at(at) ?? 0), 0n);
      };
      values.set(name, evaluate(formula, unit === 'ratio', sum));
    }
  }
  return values;
}

import { tileQueries } from '#contract/metrics/dashboards/panel-queries.ts';
import { metricQuerySchema } from '#contract/metrics/metric-query.ts';
import type { TablePart } from '../../../exports/export-job.ts';
import { metricCells, metricColumn } from '../metric-column.ts';
import { queryMetrics } from '../query-metrics.ts';
import type { OpenDashboard } from './open-dashboard.ts';
import { rangeText } from './period-text.ts';

/** The numbers on top: one row for the period, one for what it is compared with. */
export async function tilesPart({ dashboard, state, reader, now }: OpenDashboard): Promise<TablePart> {
  const queries = tileQueries(dashboard, state).map((query) => metricQuerySchema.parse(query));
  const answers = await Promise.all(queries.map((query) => queryMetrics(reader, query, now)));
  const found = dashboard.tiles.map((name) => {
    const at = queries.findIndex(({ metrics }) => metrics.includes(name));
    const index = queries[at]?.metrics.indexOf(name) ?? 0;
    const answer = answers[at];
    return {
      name,
      value: answer?.totals[0]?.values[index] ?? null,
      before: answer?.compared?.totals[0]?.values[index] ?? null,
    };
  });
  const [first] = answers;
  const { currency } = state;
  const rows = [
    [
      first === undefined ? '' : rangeText(first.range),
      ...found.flatMap(({ name, value }) => metricCells(name, value, currency)),
    ],
  ];
  if (first?.compared != null) {
    rows.push([
      rangeText(first.compared.range),
      ...found.flatMap(({ name, before }) => metricCells(name, before, currency)),
    ]);
  }
  return {
    kind: 'table',
    title: dashboard.title,
    columns: [
      { key: 'period', label: 'Period', type: 'text' },
      ...dashboard.tiles.map((name) => ({ ...metricColumn(name, name), noTotal: true as const })),
    ],
    source: { kind: 'given', rows },
  };
}

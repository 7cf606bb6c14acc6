import type { SeriesPanel } from '#contract/metrics/dashboards/dashboard.ts';
import { seriesQuery } from '#contract/metrics/dashboards/panel-queries.ts';
import { type MetricPart, type MetricValue, metricQuerySchema } from '#contract/metrics/metric-query.ts';
import { isQuotient, type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import type { Row } from '../../../exports/column.ts';
import type { ChartPart, Part } from '../../../exports/export-job.ts';
import { metricCells, metricColumn } from '../metric-column.ts';
import { queryMetrics } from '../query-metrics.ts';
import type { OpenDashboard } from './open-dashboard.ts';
import { periodText } from './period-text.ts';

const forms = { line: 'lines', bars: 'bars', stack: 'stack' } as const satisfies Record<
  SeriesPanel['look'],
  ChartPart['form']
>;

/** Metrics over time: the drawing, and the table with the periods that it is compared with beside them. */
export async function seriesParts(open: OpenDashboard, panel: SeriesPanel): Promise<Part[]> {
  const { dashboard, state, reader, now } = open;
  const query = metricQuerySchema.parse(seriesQuery(dashboard, panel, state));
  const answer = await queryMetrics(reader, query, now);
  const { currency, granularity } = state;
  const [first] = panel.metrics;
  const { compared } = answer;
  const columns = panel.metrics.map((name) => metricColumn(name, name));
  const before =
    compared === null
      ? []
      : panel.metrics.map((name) => metricColumn(name, `before_${name}`, `${metricOf(name).label} before`));
  const rows = answer.periods.map(({ start }, at): Row => {
    const other = compared?.periods[at]?.start;
    return [
      periodText(start, granularity),
      ...(compared === null ? [] : [other === undefined ? null : periodText(other, granularity)]),
      ...panel.metrics.flatMap((name, index) =>
        metricCells(name, valueAt(answer, start, index, name), currency),
      ),
      ...(compared === null
        ? []
        : panel.metrics.flatMap((name, index) =>
            metricCells(name, other === undefined ? null : valueAt(compared, other, index, name), currency),
          )),
    ];
  });
  const drawing: ChartPart[] =
    first === undefined
      ? []
      : [
          {
            kind: 'chart',
            title: panel.title,
            form: forms[panel.look],
            by: 'period',
            value: 'value',
            series: panel.metrics.length > 1 ? 'metric' : null,
            columns: [
              { key: 'period', label: 'Period', type: 'text' },
              { key: 'metric', label: 'Metric', type: 'text' },
              metricColumn(first, 'value'),
            ],
            source: {
              kind: 'given',
              rows: answer.periods.flatMap(({ start }) =>
                panel.metrics.map((name, index) => [
                  periodText(start, granularity),
                  metricOf(name).label,
                  ...metricCells(name, valueAt(answer, start, index, name), currency),
                ]),
              ),
            },
          },
        ];
  return [
    ...drawing,
    {
      kind: 'table',
      title: panel.title,
      columns: [
        { key: 'period', label: 'Period', type: 'text' },
        ...(compared === null ? [] : [{ key: 'before', label: 'Compared with', type: 'text' as const }]),
        ...columns,
        ...before,
      ],
      source: { kind: 'given', rows },
    },
  ];
}

/** Nothing happened in a period without a row; a rate is then nothing, not zero. */
function valueAt(part: MetricPart, start: string, index: number, name: MetricName): MetricValue {
  const row = part.rows.find((one) => one.start === start);
  if (row !== undefined) return row.values[index] ?? null;
  return isQuotient(name) ? null : '0';
}

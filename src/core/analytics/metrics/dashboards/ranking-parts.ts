import type { RankingPanel } from '#contract/metrics/dashboards/dashboard.ts';
import { rankingQuery } from '#contract/metrics/dashboards/panel-queries.ts';
import { metricQuerySchema, type MetricValue } from '#contract/metrics/metric-query.ts';
import { metricOf } from '#contract/metrics/metrics.ts';
import type { Row } from '../../../exports/column.ts';
import { enumLabels } from '../../../exports/enum-labels.ts';
import type { Part } from '../../../exports/export-job.ts';
import { metricCells, metricColumn } from '../metric-column.ts';
import { queryMetrics } from '../query-metrics.ts';
import type { OpenDashboard } from './open-dashboard.ts';

/** The values of a dimension beside each other, with what the first number was before. */
export async function rankingParts(open: OpenDashboard, panel: RankingPanel): Promise<Part[]> {
  const { dashboard, state, reader, now } = open;
  const { dimension, metrics, title } = panel;
  const [first = 'orders'] = metrics;
  const { currency } = state;
  const answer = await queryMetrics(
    reader,
    metricQuerySchema.parse(rankingQuery(dashboard, panel, state)),
    now,
  );
  const nameOf = (key: string): string => keyText(dimension, key, answer.names);
  const { compared } = answer;
  const rows = answer.rows.map(({ keys: [key = ''], values }): Row => {
    const before = compared?.rows.find(({ keys }) => keys[0] === key)?.values[0] ?? null;
    return [
      nameOf(key),
      ...metrics.flatMap((name, index) => metricCells(name, values[index] ?? null, currency)),
      ...(panel.share === true ? [shareOf(values[0] ?? null, answer.totals[0]?.values[0] ?? null)] : []),
      ...(compared === null ? [] : metricCells(first, before, currency)),
    ];
  });
  return [
    {
      kind: 'chart',
      title,
      form: 'bars',
      by: 'name',
      value: 'value',
      series: null,
      columns: [{ key: 'name', label: title, type: 'text' }, metricColumn(first, 'value')],
      source: {
        kind: 'given',
        rows: answer.rows.map(({ keys: [key = ''], values }) => [
          nameOf(key),
          ...metricCells(first, values[0] ?? null, currency),
        ]),
      },
    },
    {
      kind: 'table',
      title,
      columns: [
        { key: 'name', label: enumLabels([dimension])[dimension] ?? dimension, type: 'text' },
        ...metrics.map((name) => metricColumn(name, name)),
        ...(panel.share === true
          ? [
              {
                key: 'share',
                label: `Share of ${metricOf(first).label.toLowerCase()}`,
                type: 'ratio',
              } as const,
            ]
          : []),
        ...(compared === null ? [] : [metricColumn(first, 'before', `${metricOf(first).label} before`)]),
      ],
      source: { kind: 'given', rows },
    },
  ];
}

function shareOf(value: MetricValue, all: MetricValue): number | null {
  return value === null || all === null || all === '0' ? null : Number(value) / Number(all);
}

function keyText(
  dimension: RankingPanel['dimension'],
  key: string,
  names: Readonly<Record<string, string>>,
): string {
  if (key === '') return 'not known';
  if (dimension === 'channel' || dimension === 'advertiser' || dimension === 'editor') {
    return names[`${dimension}:${key}`] ?? `#${key}`;
  }
  return dimension === 'category' || dimension === 'role' ? (enumLabels([key])[key] ?? key) : key;
}

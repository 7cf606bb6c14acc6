import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SeriesPanel as Panel } from '#contract/metrics/dashboards/dashboard.ts';
import { seriesQuery } from '#contract/metrics/dashboards/panel-queries.ts';
import type { MetricAnswer, MetricPart, MetricValue } from '#contract/metrics/metric-query.ts';
import { isQuotient, type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { ChartFrame, type ChartState } from '../components/chart/chart-frame.tsx';
import { type ChartMark, textsAt, useMarks } from './annotations/use-marks.ts';
import type { ChartPoint } from '../components/chart/echarts-canvas.tsx';
import { behindOf, useDashboard } from './dashboard-context.ts';
import { exactText, plainNumber, shortNumber } from './format-metric.ts';
import { kept } from './kept-answer.ts';
import { metricColour } from './metric-colours.ts';
import { periodLabel } from './period-label.ts';
import { RowsAnchor, useOpenRows, useRowsLink } from './rows-anchor.tsx';
import { type DrawnSeries, seriesOption } from './series-option.ts';

const height = 236;

/** Metrics over time, with what they are compared with; a click on a period leads to its rows. */
export function SeriesPanel({ panel }: { readonly panel: Panel }) {
  const { t, i18n } = useTranslation('analytics');
  const open = useDashboard();
  const trpc = useTRPC();
  const linkOf = useRowsLink();
  const openRows = useOpenRows();
  const query = seriesQuery(open.dashboard, panel, open.state);
  const { data, error, refetch } = useQuery({ ...trpc.metrics.query.queryOptions(query), ...kept });
  const { language } = i18n;
  const { granularity, currency } = open.state;
  const beforeLabel = (label: string): string => t('before', { label });
  const marks = useMarks(data?.periods);
  const build = useMemo(
    () =>
      data === undefined
        ? null
        : drawingOf(panel, data, marks, { granularity, currency, language, beforeLabel }),
    // The words follow from the language.
    // oxlint-disable-next-line react/exhaustive-deps
    [panel, data, marks, granularity, currency, language],
  );
  const behind = (name: MetricName, at: number, part: MetricPart | null | undefined = data) => {
    const range = part?.periods[at]?.range;
    return range === undefined ? null : behindOf(open, name, range, query.filters);
  };
  const onSelect = ({ series, index }: ChartPoint) => {
    const [first = 'orders'] = panel.metrics;
    const name = panel.metrics[series];
    // After its own series comes what the first is compared with.
    openRows(name === undefined ? behind(first, index, data?.compared) : behind(name, index));
  };
  const state = ((): ChartState => {
    if (data === undefined || build === null) {
      return error === null
        ? { kind: 'loading' }
        : { kind: 'error', error: toConsoleError(error), onRetry: () => void refetch() };
    }
    if (data.rows.length === 0) return { kind: 'empty', text: t('none') };
    return {
      kind: 'ready',
      build,
      ...(panel.metrics.some((name) => linkOf(behind(name, 0)) !== null) ? { onSelect } : {}),
      table: {
        columns: [
          { label: t('columns.period') },
          ...panel.metrics.map((name) => ({ label: metricOf(name).label, align: 'end' as const })),
          ...(marks.length > 0 ? [{ label: t('annotations.column') }] : []),
        ],
        rows: data.periods.map(({ start }, at) => ({
          id: start,
          cells: [
            periodLabel(start, granularity, language),
            ...panel.metrics.map((name, index) => {
              const text = exactText(
                valueAt(data, start, index, name),
                metricOf(name).unit,
                currency,
                language,
              );
              return (
                <RowsAnchor key={name} link={linkOf(behind(name, at))}>
                  {text}
                </RowsAnchor>
              );
            }),
            ...textsAt(marks, at),
          ],
        })),
      },
    };
  })();
  return <ChartFrame title={panel.title} description={panel.description} state={state} height={height} />;
}

/** Nothing happened in a period without a row; a rate is then nothing, not zero. */
function valueAt(part: MetricPart, start: string | undefined, index: number, name: MetricName): MetricValue {
  const row = part.rows.find((one) => one.start === start);
  if (row !== undefined) return row.values[index] ?? null;
  return isQuotient(name) ? null : '0';
}

type Words = {
  readonly granularity: ReturnType<typeof useDashboard>['state']['granularity'];
  readonly currency: string;
  readonly language: string;
  readonly beforeLabel: (label: string) => string;
};

function drawingOf(panel: Panel, data: MetricAnswer, marks: readonly ChartMark[], words: Words) {
  const [first = 'orders'] = panel.metrics;
  const { unit } = metricOf(first);
  const { granularity, currency, language } = words;
  const numbers = (part: MetricPart, index: number): (number | null)[] =>
    part.periods.map(({ start }) => {
      const value = valueAt(part, start, index, panel.metrics[index] ?? first);
      return value === null ? null : plainNumber(value, unit);
    });
  const own = panel.metrics.map((name, index): DrawnSeries => ({
    name: metricOf(name).label,
    values: numbers(data, index),
    colour: metricColour(name, index),
  }));
  const before =
    data.compared === null || panel.metrics.length > 1
      ? []
      : [
          {
            name: words.beforeLabel(metricOf(first).label),
            values: numbers(data.compared, 0).slice(0, data.periods.length),
            colour: metricColour(first, 0),
            isCompared: true,
          },
        ];
  return seriesOption({
    labels: data.periods.map(({ start }) => periodLabel(start, granularity, language)),
    series: [...own, ...before],
    look: panel.look,
    unit,
    axisText: (value) => shortNumber(value, unit, currency, language),
    valueText: (value) => shortNumber(value, unit, currency, language),
    marks,
  });
}

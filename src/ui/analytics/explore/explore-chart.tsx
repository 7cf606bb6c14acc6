import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExploreAnswer, ExploreQuery } from '#contract/metrics/explore/explore-query.ts';
import { metricOf } from '#contract/metrics/metrics.ts';
import { ChartFrame, type ChartState } from '../../components/chart/chart-frame.tsx';
import type { ChartPoint } from '../../components/chart/echarts-canvas.tsx';
import { shortNumber } from '../format-metric.ts';
import { metricColour } from '../metric-colours.ts';
import { seriesOption } from '../series-option.ts';
import { useOpenRows, useRowsLink } from '../rows-anchor.tsx';
import { cellBehind } from './cell-behind.ts';
import { cellCurrency } from './cell-currency.ts';
import { exploreSeries } from './explore-series.ts';
import { useAxisLabel } from './use-axis-label.ts';

const height = 250;
const palette = ['cobalt-5', 'orange-4', 'teal-5', 'violet-4', 'yellow-5', 'pink-4'];

type ExploreChartProps = {
  readonly query: ExploreQuery;
  readonly answer: ExploreAnswer;
  readonly look: 'line' | 'bars' | 'stack';
};

/** A pivot as a drawing: its first lines. The pivot itself stands below it, for everybody who would rather read. */
export function ExploreChart({ query, answer, look }: ExploreChartProps) {
  const { t, i18n } = useTranslation('analytics');
  const linkOf = useRowsLink();
  const openRows = useOpenRows();
  const { language } = i18n;
  const { label, unit } = metricOf(query.metric);
  const rowLabel = useAxisLabel(query.rows, query.granularity);
  const columnLabel = useAxisLabel(query.columns ?? 'period', query.granularity);
  const { along, series, seriesAre, seriesCount } = useMemo(
    () => exploreSeries(query, answer),
    [query, answer],
  );
  const seriesLabel = seriesAre === 'rows' ? rowLabel : columnLabel;
  const alongLabel = query.columns === 'period' && seriesAre === 'rows' ? columnLabel : rowLabel;
  const labels = along.map(alongLabel);
  const names = series.map(({ line }) => (line === null ? label : seriesLabel(line)));
  const build = useMemo(
    () =>
      seriesOption({
        labels,
        series: series.map(({ values }, at) => ({
          name: names[at] ?? label,
          values,
          colour:
            series.length === 1
              ? metricColour(query.metric, 0)
              : (theme) => theme.colour(`--mantine-color-${palette[at % palette.length] ?? 'cobalt-5'}`),
        })),
        look,
        unit,
        axisText: (value) => shortNumber(value, unit, cellCurrency(query, null, null), language),
        valueText: (value) => shortNumber(value, unit, cellCurrency(query, null, null), language),
      }),
    // Labels and names follow from the answer and the language.
    // oxlint-disable-next-line react/exhaustive-deps
    [series, look, language, query],
  );
  const axis = seriesAre === null ? query.rows : seriesAre === 'rows' ? query.rows : query.columns;
  const words = { shown: series.length, all: seriesCount, axis: t(`explore.axes.${axis ?? 'none'}`) };
  const onSelect = ({ series: at, index }: ChartPoint) => {
    const line = series[at]?.line ?? null;
    const place = along[index] ?? null;
    const isAcross = seriesAre === 'rows';
    openRows(
      cellBehind(query, answer.range, { row: isAcross ? line : place, column: isAcross ? place : line }),
    );
  };
  const state: ChartState = {
    kind: 'ready',
    build,
    ...(linkOf(cellBehind(query, answer.range, { row: null, column: null })) === null ? {} : { onSelect }),
    table: {
      columns: [{ label: '' }, ...names.map((name) => ({ label: name, align: 'end' as const }))],
      rows: along.map((line, at) => ({
        id: line.key,
        cells: [
          labels[at] ?? '',
          ...series.map(({ values }) => {
            const value = values[at] ?? null;
            return value === null ? '–' : shortNumber(value, unit, cellCurrency(query, null, null), language);
          }),
        ],
      })),
    },
  };
  return (
    <ChartFrame
      title={t('explore.chartTitle', { metric: label })}
      description={
        seriesCount > series.length ? t('explore.chartText', words) : t('explore.chartTextAll', words)
      }
      state={state}
      height={height}
    />
  );
}

import type { ChartTheme } from '../../components/chart/chart-theme.ts';
import type { ChartOption } from '../../components/chart/echarts-canvas.tsx';

export type MetricSeries = {
  readonly name: string;
  /** Points in time (UTC milliseconds) and their values; a gap where a value is null. */
  readonly points: readonly (readonly [at: number, value: number | null])[];
};

type Words = { readonly value: (value: number) => string; readonly time: (at: number) => string };

/** One or two lines over time. The axis of counts does not begin at zero: a history is about changes. */
export function metricLine(series: readonly MetricSeries[], words: Words) {
  return (theme: ChartTheme): ChartOption => ({
    grid: { left: 8, right: 12, top: series.length > 1 ? 30 : 12, bottom: 4, containLabel: true },
    ...(series.length > 1
      ? { legend: { top: 0, right: 0, itemHeight: 8, textStyle: { color: theme.muted, fontSize: 11 } } }
      : {}),
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      valueFormatter: (value: unknown) => (typeof value === 'number' ? words.value(value) : '—'),
    },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: theme.line } },
      axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true, formatter: words.time },
    },
    yAxis: {
      type: 'value',
      scale: true,
      splitNumber: 3,
      splitLine: { lineStyle: { color: theme.line } },
      axisLabel: { color: theme.muted, fontSize: 11, formatter: words.value },
    },
    series: series.map(({ name, points }, index) => {
      const colour = index === 0 ? theme.accent : theme.tone('caution');
      return {
        name,
        type: 'line',
        data: points,
        showSymbol: points.length < 3,
        lineStyle: { width: 1.75, color: colour, type: index === 0 ? 'solid' : 'dashed' },
        itemStyle: { color: colour },
      };
    }),
  });
}

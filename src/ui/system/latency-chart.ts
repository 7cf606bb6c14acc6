import type { BackendSample } from '../app/live.ts';
import type { ChartTheme } from '../components/chart/chart-theme.ts';
import type { ChartOption } from '../components/chart/echarts-canvas.tsx';

type Words = {
  readonly latency: (milliseconds: number) => string;
  readonly time: (at: number) => string;
};

const shownMs = 10 * 60_000;

/** A line over the last ten minutes, broken where the database gave no answer. */
export function latencyLine(
  samples: readonly BackendSample[],
  words: Words,
): (theme: ChartTheme) => ChartOption {
  const end = samples.at(-1)?.at ?? shownMs;
  return (theme) => ({
    animation: false,
    grid: { left: 4, right: 12, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: theme.background,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontSize: 12 },
      formatter: (points: unknown) => tooltipText(points, words),
    },
    xAxis: {
      type: 'time',
      // With two samples ECharts would stretch a few seconds, or guess hours.
      min: end - shownMs,
      max: end,
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true, formatter: words.time },
      splitNumber: 4,
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 3,
      axisLabel: { color: theme.muted, fontSize: 11, formatter: words.latency },
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: [
      {
        type: 'line',
        showSymbol: samples.length < 3,
        symbolSize: 5,
        connectNulls: false,
        lineStyle: { width: 1.75, color: theme.accent },
        itemStyle: { color: theme.accent },
        areaStyle: { color: theme.accent, opacity: 0.1 },
        data: samples.map(({ at, latencyMs }) => [at, latencyMs]),
      },
    ],
  });
}

function tooltipText(points: unknown, words: Words): string {
  const [point]: readonly unknown[] = Array.isArray(points) ? points : [];
  const value = typeof point === 'object' && point !== null && 'value' in point ? point.value : null;
  const [at, latency]: readonly unknown[] = Array.isArray(value) ? value : [];
  if (typeof at !== 'number') return '';
  return typeof latency === 'number' ? `${words.time(at)}   ${words.latency(latency)}` : words.time(at);
}

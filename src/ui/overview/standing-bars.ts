import type { ChartTheme } from '../components/chart/chart-theme.ts';
import type { ChartOption } from '../components/chart/echarts-canvas.tsx';
import type { Tone } from '../components/tone/tone.ts';

export type StandingCount = {
  readonly id: string;
  readonly label: string;
  readonly tone: Tone;
  readonly count: number;
};

/** Lying bars, the longest on top, each in the colour of its meaning with its number at the end. */
export function standingBars(
  counts: readonly StandingCount[],
  format: (count: number) => string,
): (theme: ChartTheme) => ChartOption {
  return (theme) => ({
    animationDuration: 300,
    grid: { left: 4, right: 44, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: counts.map(({ label }) => label),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: theme.text, fontSize: 12, margin: 12 },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 12,
        barMinHeight: 3,
        data: counts.map(({ count, tone }) => ({
          value: count,
          itemStyle: { color: theme.tone(tone), borderRadius: 3 },
          label: { formatter: format(count) },
        })),
        label: { show: true, position: 'right', color: theme.text, fontSize: 12, fontWeight: 600 },
      },
    ],
  });
}

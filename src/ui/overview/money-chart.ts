import type { ChartTheme } from '../components/chart/chart-theme.ts';
import type { ChartOption } from '../components/chart/echarts-canvas.tsx';

export type MoneyDrawing = {
  readonly days: readonly string[];
  /** In whole units of the currency, for drawing only. */
  readonly in: readonly number[];
  readonly out: readonly number[];
  readonly names: { readonly in: string; readonly out: string };
  readonly valueText: (value: number) => string;
  readonly axisText: (value: number) => string;
};

/** What came in above the line, what went out below it, day by day. */
export function moneyChart(drawing: MoneyDrawing): (theme: ChartTheme) => ChartOption {
  const { days, names, valueText, axisText } = drawing;
  return (theme) => ({
    animationDuration: 250,
    grid: { left: 4, right: 4, top: 8, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      axisPointer: { type: 'shadow', shadowStyle: { opacity: 0.25 } },
      backgroundColor: theme.background,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontSize: 12 },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? valueText(Math.abs(value)) : '–'),
    },
    xAxis: {
      type: 'category',
      data: [...days],
      axisLine: { onZero: true, lineStyle: { color: theme.line } },
      axisTick: { show: false },
      axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      splitNumber: 2,
      axisLabel: {
        color: theme.muted,
        fontSize: 11,
        formatter: (value: number) => axisText(Math.abs(value)),
      },
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: [
      {
        name: names.in,
        type: 'bar',
        stack: 'money',
        barMaxWidth: 18,
        data: [...drawing.in],
        itemStyle: { color: theme.tone('positive'), borderRadius: [2, 2, 0, 0] },
      },
      {
        name: names.out,
        type: 'bar',
        stack: 'money',
        barMaxWidth: 18,
        data: drawing.out.map((value) => (value === 0 ? 0 : -value)),
        itemStyle: { color: theme.tone('caution'), borderRadius: [0, 0, 2, 2] },
      },
    ],
  });
}

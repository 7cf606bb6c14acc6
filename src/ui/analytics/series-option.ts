import type { MetricUnit } from '#contract/metrics/metric.ts';
import type { ChartTheme } from '../components/chart/chart-theme.ts';
import type { ChartOption } from '../components/chart/echarts-canvas.tsx';

export type DrawnSeries = {
  readonly name: string;
  /** Null where there is no value. */
  readonly values: readonly (number | null)[];
  readonly colour: (theme: ChartTheme) => string;
  /** What it is compared with: drawn behind, in a broken line. */
  readonly isCompared?: boolean;
};

/** A period in which something happened. */
export type DrawnMark = {
  /** The period, counted from zero. */
  readonly index: number;
  /** How much happened in it. */
  readonly count: number;
  /** What it is, line by line. */
  readonly text: string;
};

type SeriesDrawing = {
  readonly labels: readonly string[];
  readonly series: readonly DrawnSeries[];
  readonly look: 'line' | 'bars' | 'stack';
  readonly unit: MetricUnit;
  readonly axisText: (value: number) => string;
  readonly valueText: (value: number) => string;
  readonly marks?: readonly DrawnMark[];
};

const zoomFrom = 20;
/** In pixels. */
const markHeight = 16;

/** Metrics over time as lines, bars or stacked bars; many periods can be zoomed into. */
export function seriesOption(drawing: SeriesDrawing): (theme: ChartTheme) => ChartOption {
  const { labels, series, look, unit, axisText, valueText, marks = [] } = drawing;
  const zooms = labels.length >= zoomFrom;
  return (theme) => ({
    animationDuration: 250,
    grid: {
      left: 4,
      right: 8,
      // Marks have their numbers above the drawing, where a pointer does not mean a period.
      top: (series.length > 1 ? 30 : 12) + (marks.length > 0 ? markHeight : 0),
      bottom: zooms ? 32 : 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: {
      show: series.length > 1,
      type: 'scroll',
      top: 0,
      left: 0,
      itemWidth: 10,
      itemHeight: 10,
      itemGap: 12,
      icon: 'roundRect',
      textStyle: { color: theme.muted, fontSize: 11 },
      pageTextStyle: { color: theme.muted },
      pageIconColor: theme.muted,
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      // Nine states of an order have to fit into the drawing.
      padding: [4, 8],
      axisPointer: { type: look === 'line' ? 'line' : 'shadow', shadowStyle: { opacity: 0.25 } },
      backgroundColor: theme.background,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontSize: 12 },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? valueText(value) : '–'),
    },
    xAxis: {
      type: 'category',
      data: labels,
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      axisLabel: {
        color: theme.muted,
        fontSize: 11,
        hideOverlap: true,
        // The middle of a narrow bar is too near to the end of the drawing.
        ...(labels.length > 24 ? { alignMaxLabel: 'right' as const } : {}),
      },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      ...scaleOf(unit, series),
      axisLabel: { color: theme.muted, fontSize: 11, formatter: axisText },
      splitLine: { lineStyle: { color: theme.line } },
    },
    dataZoom: zooms
      ? [
          { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false },
          {
            type: 'slider',
            height: 16,
            bottom: 4,
            brushSelect: true,
            borderColor: 'transparent',
            backgroundColor: 'transparent',
            fillerColor: `color-mix(in srgb, ${theme.muted} 14%, transparent)`,
            dataBackground: { lineStyle: { color: theme.line }, areaStyle: { color: theme.line } },
            selectedDataBackground: { lineStyle: { color: theme.muted }, areaStyle: { color: theme.line } },
            handleStyle: { color: theme.background, borderColor: theme.muted },
            moveHandleSize: 0,
            showDetail: false,
          },
        ]
      : [],
    series: series.map((one, index) => ({
      ...drawn(one, look, theme, labels.length),
      ...(index === 0 && marks.length > 0 ? { markLine: markLine(marks, theme) } : {}),
    })),
  });
}

/** Half an order is none. A share of nearly all ends at all, where the axis would go on to 120 %. */
function scaleOf(unit: MetricUnit, series: readonly DrawnSeries[]) {
  if (unit === 'count') return { minInterval: 1 };
  const highest = Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  return unit === 'ratio' && highest > 0.8 && highest <= 1 ? { max: 1 } : {};
}

/** A thin line through each period in which something happened; pointing at its number says what. */
function markLine(marks: readonly DrawnMark[], theme: ChartTheme) {
  return {
    symbol: 'none',
    animation: false,
    lineStyle: { color: theme.muted, width: 1, type: [2, 3], opacity: 0.7 },
    emphasis: { lineStyle: { width: 1 } },
    label: {
      position: 'end',
      distance: 3,
      fontSize: 10,
      lineHeight: 12,
      padding: [0, 4],
      borderRadius: 6,
      color: theme.background,
      backgroundColor: theme.muted,
    },
    data: marks.map(({ index, count, text }) => ({
      xAxis: index,
      label: { formatter: count === 1 ? '•' : String(count) },
      tooltip: { trigger: 'item', confine: true, formatter: () => text },
    })),
  };
}

function drawn(series: DrawnSeries, look: SeriesDrawing['look'], theme: ChartTheme, length: number) {
  const colour = series.colour(theme);
  const { name } = series;
  const data = [...series.values];
  if (series.isCompared === true) {
    return {
      type: 'line',
      name,
      data,
      // A line of one point is nothing but its symbol.
      showSymbol: length === 1,
      symbolSize: 6,
      z: 3,
      lineStyle: { width: 1.5, type: [4, 3], color: theme.muted },
      itemStyle: { color: theme.muted },
    };
  }
  if (look === 'line') {
    return {
      type: 'line',
      name,
      data,
      showSymbol: length < 3,
      symbolSize: 6,
      connectNulls: false,
      lineStyle: { width: 2, color: colour },
      itemStyle: { color: colour },
    };
  }
  return {
    type: 'bar',
    name,
    data,
    barMaxWidth: 28,
    barCategoryGap: length > 40 ? '15%' : '30%',
    ...(look === 'stack' ? { stack: 'all' } : {}),
    itemStyle: { color: colour, ...(look === 'stack' ? {} : { borderRadius: [2, 2, 0, 0] }) },
  };
}

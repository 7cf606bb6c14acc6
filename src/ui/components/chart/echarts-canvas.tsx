import { useEffect, useRef } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { BarChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { readChartTheme, type ChartTheme } from './chart-theme.ts';

use([
  AriaComponent,
  BarChart,
  DataZoomComponent,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  MarkLineComponent,
  ScatterChart,
  SVGRenderer,
  TooltipComponent,
  VisualMapComponent,
]);

export type ChartOption = EChartsCoreOption;

/** What of a drawing was chosen, counted from zero. */
export type ChartPoint = { readonly series: number; readonly index: number };

type EchartsCanvasProps = {
  readonly build: (theme: ChartTheme) => ChartOption;
  readonly height: number;
  readonly label: string;
  readonly onSelect?: (point: ChartPoint) => void;
};

/** The drawing itself. Loaded lazily by `ChartFrame`; nothing else imports echarts. */
export function EchartsCanvas({ build, height, label, onSelect }: EchartsCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const instance = init(element, undefined, { renderer: 'svg' });
    chart.current = instance;
    instance.on('click', ({ componentType, seriesIndex, dataIndex }) => {
      // Marks have numbers of their own, which are none of the data's.
      if (componentType === 'series' && seriesIndex !== undefined)
        select.current?.({ series: seriesIndex, index: dataIndex });
    });
    const observer = new ResizeObserver(() => instance.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      instance.dispose();
      chart.current = null;
    };
  }, []);
  const leads = onSelect !== undefined;
  const select = useRef(onSelect);
  useEffect(() => {
    select.current = onSelect;
  }, [onSelect]);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const { fontFamily } = getComputedStyle(element);
    const option = build(readChartTheme(element));
    chart.current?.setOption(
      { animation: !reduced, textStyle: { fontFamily }, ...(leads ? option : withoutPointer(option)) },
      { notMerge: true },
    );
  }, [build, scheme, leads]);
  return <div ref={place} style={{ height, width: '100%' }} role="img" aria-label={label} />;
}

/** What leads nowhere does not look as if it could be clicked. */
function withoutPointer(option: ChartOption): ChartOption {
  const series: unknown = option['series'];
  if (!Array.isArray(series)) return option;
  const each: readonly unknown[] = series;
  return {
    ...option,
    series: each.map((one) => (typeof one === 'object' ? { ...one, cursor: 'default' } : one)),
  };
}

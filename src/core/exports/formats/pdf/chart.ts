import { enumText, placesOf, type Row } from '../../column.ts';
import type { ChartPart } from '../../export-job.ts';
import { colours, contentWidth, margin, seriesColours } from './layout.ts';
import { niceScale, shortNumber } from './nice-scale.ts';
import type { PdfDocument } from './pdf-page.ts';
import type { Text } from './text.ts';
import { wrapText } from './wrap.ts';

/** With a legend of two lines. */
export const chartHeight = 200;
const legendHeight = 30;

const axisWidth = 48;
const plotHeight = 142;
const small = { size: 7.5 } as const;
const steps = 5;
/** Two lines of a legend. */
const mostNamed = 12;

type Drawing = { readonly chart: ChartPart; readonly rows: readonly Row[]; readonly top: number };
type Series = { readonly name: string; readonly values: ReadonlyMap<string, number> };

/** Bars or lines, as vectors; gives where it ends. What the chart shows stands in a table of the same document too. */
export function drawChart(document: PdfDocument, text: Text, { chart, rows, top }: Drawing): number {
  const { groups, series, isShare, isSplit } = readSeries(chart, rows);
  const hasLegend = series.length > (isSplit ? 0 : 1);
  // Without a legend nothing else says in which currency it is.
  const unit = hasLegend ? '' : (series[0]?.name ?? '');
  const layers = chart.form === 'stack' ? stackUp(groups, series) : null;
  const all = layers?.flatMap((bars) => bars.flat()) ?? series.flatMap(({ values }) => [...values.values()]);
  const scale = niceScale(Math.min(0, ...all), Math.max(0, ...all), steps);
  const left = margin + axisWidth;
  const width = contentWidth - axisWidth;
  const yOf = (value: number): number =>
    top + plotHeight * (1 - (value - scale.from) / (scale.to - scale.from));
  document.lineWidth(0.5);
  for (let tick = 0; scale.from + tick * scale.step <= scale.to + scale.step / 2; tick += 1) {
    const value = scale.from + tick * scale.step;
    const isTop = value > scale.to - scale.step / 2;
    const number = isShare ? `${shortNumber(value * 100)} %` : shortNumber(value);
    const label = isTop && unit !== '' ? `${number} ${unit}` : number;
    document.moveTo(left, yOf(value)).lineTo(left + width, yOf(value));
    document.strokeColor(Math.abs(value) < scale.step / 2 ? colours.quiet : colours.line).stroke();
    document.fillColor(colours.quiet);
    text.draw(label, left - 6 - text.width(label, small), yOf(value) + 2.5, small);
  }
  const slot = width / Math.max(1, groups.length);
  drawLabels(text, groups, left, slot, top + plotHeight + 12);
  for (const [nth, { values }] of series.entries()) {
    const colour = seriesColours[nth % seriesColours.length] ?? colours.accent;
    if (layers !== null) {
      const bar = Math.min(46, slot * 0.7);
      document.fillColor(colour);
      for (const [index, [from, to]] of (layers[nth] ?? []).entries()) {
        const x = left + index * slot + (slot - bar) / 2;
        if (from !== to) document.rect(x, yOf(Math.max(from, to)), bar, Math.abs(yOf(from) - yOf(to)));
      }
      document.fill();
    } else if (chart.form === 'bars') {
      const bar = Math.min(46, (slot * 0.7) / series.length);
      const offset = (slot - bar * series.length) / 2 + bar * nth;
      document.fillColor(colour);
      for (const [index, group] of groups.entries()) {
        const value = values.get(group) ?? 0;
        const [from, to] = [yOf(Math.max(0, value)), yOf(Math.min(0, value))];
        if (to > from) document.rect(left + index * slot + offset, from, bar, to - from);
      }
      document.fill();
    } else {
      for (const [index, group] of groups.entries()) {
        const at = [left + (index + 0.5) * slot, yOf(values.get(group) ?? 0)] as const;
        if (index === 0) document.moveTo(...at);
        else document.lineTo(...at);
      }
      document.lineWidth(1.4).strokeColor(colour).stroke();
    }
  }
  if (!hasLegend) return top + chartHeight - legendHeight;
  drawLegend(document, text, series, left, top + chartHeight - 24);
  return top + chartHeight;
}

type Bar = readonly [from: number, to: number];

/** For each series the stretch that it has of each group's stack: what is negative goes down from zero. */
function stackUp(groups: readonly string[], series: readonly Series[]): Bar[][] {
  const up = groups.map(() => 0);
  const down = groups.map(() => 0);
  return series.map(({ values }) =>
    groups.map((group, index): Bar => {
      const value = values.get(group) ?? 0;
      const side = value < 0 ? down : up;
      const from = side[index] ?? 0;
      side[index] = from + value;
      return [from, from + value];
    }),
  );
}

type Read = {
  readonly groups: readonly string[];
  readonly series: readonly Series[];
  /** Parts of one, which are written as percentages. */
  readonly isShare: boolean;
  /** Each series is one of several that could be there, and not only a currency. */
  readonly isSplit: boolean;
};

function readSeries(chart: ChartPart, rows: readonly Row[]): Read {
  const { columns } = chart;
  const places = placesOf(columns);
  const find = (key: string | null) => columns.findIndex((column) => column.key === key);
  const [by, value, split] = [find(chart.by), find(chart.value), find(chart.series)];
  const groups: string[] = [];
  const series = new Map<string, Map<string, number>>();
  const isMoney = columns[value]?.type === 'money';
  const nameOf = (row: Row, index: number): string => {
    const column = columns[index];
    const named = row[places[index] ?? 0];
    return column?.type === 'enum' ? enumText(column, String(named)) : String(named ?? '—');
  };
  for (const row of rows) {
    const group = nameOf(row, by);
    if (!groups.includes(group)) groups.push(group);
    const amount = Number(row[places[value] ?? 0] ?? 0) / (isMoney ? 1e6 : 1);
    // Amounts of two currencies are never added up: each is a series.
    const currency = isMoney ? String(row[(places[value] ?? 0) + 1] ?? '') : '';
    const name = split < 0 ? currency : `${nameOf(row, split)} ${currency}`.trim();
    const values = series.get(name) ?? new Map<string, number>();
    values.set(group, (values.get(group) ?? 0) + amount);
    series.set(name, values);
  }
  return {
    groups,
    series: [...series].map(([name, values]) => ({ name, values })),
    isShare: columns[value]?.type === 'ratio',
    isSplit: split >= 0,
  };
}

/** As many as there is room for, evenly. */
function drawLabels(
  text: Text,
  groups: readonly string[],
  left: number,
  slot: number,
  baseline: number,
): void {
  const every = Math.max(1, Math.ceil(54 / slot));
  for (const [index, group] of groups.entries()) {
    if (index % every !== 0) continue;
    const [label = ''] = wrapText(text, group, slot * every - 4, small, 1);
    const width = text.width(label, small);
    text.draw(label, left + index * slot + (slot - width) / 2, baseline, small);
  }
}

function drawLegend(
  document: PdfDocument,
  text: Text,
  series: readonly Series[],
  left: number,
  baseline: number,
): void {
  let x = left;
  let y = baseline;
  for (const [nth, { name }] of series.slice(0, mostNamed).entries()) {
    const width = text.width(name, small);
    if (x > left && x + 12 + width > left + contentWidth - axisWidth) {
      x = left;
      y += 11;
    }
    document.rect(x, y - 6, 8, 8).fill(seriesColours[nth % seriesColours.length] ?? colours.accent);
    document.fillColor(colours.ink);
    text.draw(name, x + 12, y, small);
    x += 12 + width + 16;
  }
}

import { expect, it } from 'vitest';
import type { ChartPart } from '../../export-job.ts';
import { chartsByCurrency } from './charts-by-currency.ts';

const chart: ChartPart = {
  kind: 'chart',
  title: 'Spent by month',
  form: 'bars',
  by: 'month',
  value: 'price',
  series: null,
  columns: [
    { key: 'month', label: 'Month', type: 'text' },
    { key: 'price', label: 'Price', type: 'money' },
  ],
  source: { kind: 'given', rows: [] },
};

it('money of several currencies is drawn for each of them', () => {
  const rows = [
    ['2026-01', '1000000', 'USD'],
    ['2026-01', '90000000000', 'UZS'],
    ['2026-02', '2000000', 'USD'],
  ];
  expect(chartsByCurrency(chart, rows)).toEqual([
    { chart: { ...chart, title: 'Spent by month, USD' }, rows: [rows[0], rows[2]] },
    { chart: { ...chart, title: 'Spent by month, UZS' }, rows: [rows[1]] },
  ]);
});

it('money of one currency, and what is no money, is one drawing', () => {
  expect(chartsByCurrency(chart, [['2026-01', '1000000', 'USD']])).toHaveLength(1);
  expect(chartsByCurrency(chart, [])).toHaveLength(1);
  const counts: ChartPart = {
    ...chart,
    columns: [
      { key: 'month', label: 'Month', type: 'text' },
      { key: 'price', label: 'Orders', type: 'count' },
    ],
  };
  expect(chartsByCurrency(counts, [['2026-01', 1]])).toEqual([{ chart: counts, rows: [['2026-01', 1]] }]);
});

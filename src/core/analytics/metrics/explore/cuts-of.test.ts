import { expect, test } from 'vitest';
import type { ExploreAxis } from '#contract/metrics/explore/explore-query.ts';
import { type MetricName, metricNames } from '#contract/metrics/metrics.ts';
import { cutsOf } from './cuts-of.ts';

const way = (name: MetricName, rows: ExploreAxis, columns: ExploreAxis | null) =>
  cutsOf(name).find((cut) => cut.rows === rows && cut.columns === columns)?.way;

test('sums answer where they are kept, rows where they are few', () => {
  expect(way('orders', 'category', 'period')).toBe('sums');
  expect(way('orders', 'channel', 'period')).toBe('sums');
  expect(way('orders', 'advertiser', 'period')).toBe('months');
  expect(way('orders', 'channel', 'advertiser')).toBe('rows');
  expect(way('revenue', 'editor', 'category')).toBe('rows');
  expect(way('customers', 'role', 'country')).toBe('sums');
});

test('which of two is the rows and which the columns makes no difference', () => {
  for (const name of metricNames) {
    for (const { rows, columns, way: one } of cutsOf(name)) {
      if (columns !== null) expect(way(name, columns, rows)).toBe(one);
    }
  }
});

test('every metric can be seen over time, and by each of its dimensions', () => {
  for (const name of metricNames) {
    expect(way(name, 'period', null)).not.toBe('never');
    for (const cut of cutsOf(name).filter(({ columns }) => columns === null)) {
      expect(['sums', 'months', 'rows']).toContain(cut.way);
    }
  }
});

import { expect, test } from 'vitest';
import { exploreQuerySchema } from '#contract/metrics/explore/explore-query.ts';
import { metricNames } from '#contract/metrics/metrics.ts';
import { axesOf, exploreSearchSchema, exploreState, onlyThis } from './explore-search.ts';

const today = '2026-11-28';
const state = (search: object) => exploreState(exploreSearchSchema.parse(search), today, ['USD', 'EUR']);

test('an empty address is orders by category and month, of a year', () => {
  expect(state({})).toMatchObject({
    metric: 'orders',
    rows: 'category',
    columns: 'period',
    granularity: 'month',
    range: { from: '2025-12-01', to: '2026-11-28' },
    currency: 'USD',
  });
});

test('what does not fit falls back alone', () => {
  expect(state({ metric: 'nonsense', rows: 'country', by: 'decade', compare: 'previous' })).toMatchObject({
    metric: 'orders',
    rows: 'category',
    granularity: 'month',
    compare: 'previous',
  });
  expect(state({ metric: 'customers', rows: 'category', columns: 'role' })).toMatchObject({
    rows: 'country',
    columns: 'role',
  });
  expect(state({ rows: 'period', columns: 'period' })).toMatchObject({ rows: 'period', columns: null });
  expect(state({ metric: 'deposits', category: ['tech'] }).filters).toEqual({});
});

test('every metric has a question that the core takes', () => {
  for (const metric of metricNames) {
    for (const rows of axesOf(metric)) {
      expect(exploreQuerySchema.safeParse(state({ metric, rows })).success).toBe(true);
    }
  }
});

test('a value becomes a filter, where there is one', () => {
  expect(onlyThis('category', 'tech')).toEqual({ category: ['tech'] });
  expect(onlyThis('advertiser', '12')).toEqual({ advertiser: 12 });
  expect(onlyThis('channel', '7')).toEqual({ channel: [7] });
  expect(onlyThis('editor', '')).toBeNull();
  expect(onlyThis('category', 'nonsense')).toBeNull();
  expect(onlyThis('period', '2026-01-01')).toBeNull();
});

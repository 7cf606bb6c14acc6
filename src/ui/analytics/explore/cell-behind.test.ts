import { expect, test } from 'vitest';
import { exploreQuerySchema } from '#contract/metrics/explore/explore-query.ts';
import { cellBehind } from './cell-behind.ts';

const range = { from: '2026-01-01', to: '2026-03-31' };
const line = (key: string, of: { from: string; to: string } | null = null) => ({
  key,
  name: null,
  range: of,
  total: null,
  comparedTotal: null,
});
const query = (input: object) =>
  exploreQuerySchema.parse({
    metric: 'orders',
    rows: 'category',
    columns: 'period',
    range,
    currency: 'USD',
    ...input,
  });

test('a cell is narrowed by both of its lines, a total by one', () => {
  const february = line('2026-02-01', { from: '2026-02-01', to: '2026-02-28' });
  expect(cellBehind(query({}), range, { row: line('tech'), column: february })).toMatchObject({
    rows: 'orders',
    filter: { created: { from: '2026-02-01', to: '2026-02-28' }, categories: ['tech'] },
  });
  expect(cellBehind(query({}), range, { row: line('tech'), column: null })).toMatchObject({
    filter: { created: range, categories: ['tech'] },
  });
});

test('a currency is one, whichever axis it is on', () => {
  const sales = query({ metric: 'sales', columns: 'currency' });
  expect(cellBehind(sales, range, { row: line('tech'), column: line('EUR') })).toMatchObject({
    filter: { currency: 'EUR' },
  });
});

test('what is not known cannot be filtered by, unless it is a country', () => {
  expect(cellBehind(query({ rows: 'advertiser' }), range, { row: line(''), column: null })).toBeNull();
  const customers = query({ metric: 'new_customers', rows: 'country' });
  expect(cellBehind(customers, range, { row: line(''), column: null })).toMatchObject({
    rows: 'customers',
    filter: { signedUp: range, countries: [''] },
  });
});

test('a level has everything before the end of its cell in it', () => {
  const customers = query({ metric: 'customers', rows: 'role' });
  const february = line('2026-02-01', { from: '2026-02-01', to: '2026-02-28' });
  expect(cellBehind(customers, range, { row: line('editor'), column: february })).toMatchObject({
    rows: 'customers',
    filter: { signedUp: { to: '2026-02-28' }, roles: ['editor'] },
  });
});

import { expect, it } from 'vitest';
import { instant } from '#contract/time.ts';
import { ordersFilter, ordersSearchSchema } from '../marketplace/orders/orders-search.ts';
import { newsKinds, newsSince } from './news.ts';

const since = instant(7);
const market = { created: 5, completed: 4, disputed: 3, flagged: 2, suspended: 1 };
const payments = { failed: 6, pendingPayouts: 0, pendingWithdrawals: 0 };

it('has its places before anything is known, so that nothing jumps', () => {
  const unknown = newsSince(since, { market: undefined, accounts: undefined, payments: undefined });
  expect(unknown.map(({ kind }) => kind)).toEqual(newsKinds);
  expect(unknown.every(({ count }) => count === undefined)).toBe(true);
});

it('leaves out what a role may not know', () => {
  expect(newsSince(since, { market: null, accounts: 9, payments: null }).map(({ kind }) => kind)).toEqual([
    'standingChanged',
  ]);
});

it('leads from each number to the filter that it was counted by', () => {
  const news = newsSince(since, { market, accounts: 9, payments });
  expect(news.map(({ count }) => count)).toEqual([5, 4, 3, 2, 1, 9, 6]);
  const completed = news.find(({ kind }) => kind === 'completed');
  expect(ordersFilter(ordersSearchSchema.parse(completed?.link.search)).since).toEqual({
    what: 'completed',
    at: since,
  });
});

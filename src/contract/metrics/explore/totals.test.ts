import { expect, test } from 'vitest';
import { totalOver } from './totals.ts';

test('what can be added up has a sum, a rate has one of everything', () => {
  expect(totalOver('orders', 'period')).toBe('sum');
  expect(totalOver('revenue', 'category')).toBe('sum');
  expect(totalOver('completion_rate', 'channel')).toBe('overall');
  expect(totalOver('orders', null)).toBe('sum');
});

test('what stood at the end of each period is not added over time', () => {
  expect(totalOver('customers', 'period')).toBeNull();
  expect(totalOver('customers', 'country')).toBe('sum');
});

test('amounts of several currencies are never added, counts are', () => {
  expect(totalOver('revenue', 'currency')).toBeNull();
  expect(totalOver('take_rate', 'currency')).toBeNull();
  expect(totalOver('orders', 'currency')).toBe('sum');
});

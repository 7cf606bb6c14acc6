import { expect, test } from 'vitest';
import { orderLines } from './order-lines.ts';

const line = (key: string, value: string | null, label = key) => ({ key, label, value });
const keys = (lines: readonly { key: string }[]) => lines.map(({ key }) => key).join(' ');

test('values by their size, however large, and what has none last', () => {
  const lines = [line('a', '9'), line('b', null), line('c', '123456789012345678901'), line('d', '-5')];
  expect(keys(orderLines(lines, 'category', 'value', true))).toBe('c a d b');
  expect(keys(orderLines(lines, 'category', 'value', false))).toBe('d a c b');
});

test('names as people sort them, periods by their time', () => {
  const named = [line('2', '1', 'Zoë'), line('1', '1', 'anna'), line('3', '1', 'Ölaf')];
  expect(keys(orderLines(named, 'advertiser', 'name', false))).toBe('1 3 2');
  const periods = [line('2026-10-01', '1'), line('2025-12-01', '2')];
  expect(keys(orderLines(periods, 'period', 'name', false))).toBe('2025-12-01 2026-10-01');
});

test('of the same value the name decides', () => {
  expect(keys(orderLines([line('b', '1'), line('a', '1')], 'category', 'value', true))).toBe('a b');
});

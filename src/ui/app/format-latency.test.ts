import { expect, it } from 'vitest';
import { formatLatency } from './format-latency.ts';

it('keeps a digit only where it says something', () => {
  expect(formatLatency(0.64)).toBe('0.6 ms');
  expect(formatLatency(42.4)).toBe('42 ms');
  expect(formatLatency(1_240)).toBe('1.2 sec');
});

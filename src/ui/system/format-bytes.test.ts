import { expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';

it('takes the largest unit that is not below one', () => {
  expect(formatBytes(0)).toBe('0 byte');
  expect(formatBytes(999)).toBe('999 byte');
  expect(formatBytes(18_430_112)).toBe('18.4 MB');
  expect(formatBytes(250_000_000_000)).toBe('250 GB');
});

import { expect, it } from 'vitest';
import { keyFromText } from './key-from-text.ts';

it.each([
  ['42', 'integer', 42],
  ['9007199254740993', 'integer', 9_007_199_254_740_993n],
  ['-9223372036854775808', 'integer', -9_223_372_036_854_775_808n],
  ['true', 'boolean', 1],
  ['false', 'boolean', 0],
  ['2026-03-29T01:30:00.123+00:00', 'instant', Date.UTC(2026, 2, 29, 1, 30, 0, 123)],
  // In whatever time zone the writer was, to the microsecond.
  ['2026-03-29T07:00:00.123999+05:30', 'instant', Date.UTC(2026, 2, 29, 1, 30, 0, 123)],
  ['1969-12-31T23:59:59.999999+00:00', 'instant', -1],
  ['0.5', 'real', 0.5],
  ['2026-03-29', 'as-text', '2026-03-29'],
  ['00000000-0000-4000-8000-000000000001', 'uuid', '00000000-0000-4000-8000-000000000001'],
  [null, 'integer', null],
] as const)('%s is, as part of a key, the %s %s', (text, kind, value) => {
  expect(keyFromText(text, kind)).toBe(value);
});

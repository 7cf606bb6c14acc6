import { expect, it } from 'vitest';
import type { Column } from '../../column.ts';
import { localClock } from '../../local-clock.ts';
import { cellTexts } from './cell-text.ts';

const columns: readonly Column[] = [
  { key: 'price', label: 'Price', type: 'money' },
  { key: 'average', label: 'Average', type: 'money', isAverage: true },
  { key: 'views', label: 'Views', type: 'count' },
  { key: 'order', label: 'Order', type: 'integer' },
  { key: 'share', label: 'Share', type: 'ratio' },
];

it('amounts, averages, counts and numbers are written as a person reads them', () => {
  const texts = cellTexts(columns, localClock('UTC'));
  const written = (row: readonly (string | number | null)[]) => texts.map((text) => text(row));
  expect(written(['-1234567345200', 'USD', '144205000', 'USD', -12345, 20001, 0.887])).toEqual([
    '\u22121\u202f234\u202f567.3452 USD',
    '144.21 USD',
    '\u221212\u202f345',
    '20001',
    '88.7 %',
  ]);
  expect(written([null, 'USD', null, 'USD', null, null, null])).toEqual(['', '', '', '', '']);
});

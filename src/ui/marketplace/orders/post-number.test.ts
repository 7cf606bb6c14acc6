import { expect, test } from 'vitest';
import { postNumber } from './post-number.ts';

test.each([
  ['https://t.me/tea_daily/123', 123],
  [' t.me/tea_daily/123?single ', 123],
  ['https://t.me/c/1700000001/9', 9],
  ['77', 77],
  ['', null],
  ['https://t.me/tea_daily', null],
  ['https://elsewhere.example/tea/1', null],
  ['0', null],
  ['9999999999', null],
])('the number of the post in %j is %j', (text, number) => {
  expect(postNumber(text)).toBe(number);
});

import { expect, it } from 'vitest';
import { usernameIn } from './channel-address.ts';

it.each([
  ['@Tea_Daily', 'Tea_Daily'],
  [' tea_daily ', 'tea_daily'],
  ['https://t.me/tea_daily', 'tea_daily'],
  ['t.me/tea_daily/', 'tea_daily'],
  ['http://telegram.me/tea_daily/123', 'tea_daily'],
  ['https://t.me/s/tea_daily?before=4', 'tea_daily'],
])('finds the username in %j', (address, name) => expect(usernameIn(address)).toBe(name));

it.each([
  '',
  '@',
  '@abc',
  '1tea_daily',
  'https://t.me/+AbCdEf',
  'https://t.me/joinchat/AbCdEf-1',
  'https://example.org/tea_daily',
  'tea daily',
  '☕️☕️☕️☕️',
  'a'.repeat(33),
  "x'; drop table channels; --",
])('finds none in %j', (address) => expect(usernameIn(address)).toBeNull());

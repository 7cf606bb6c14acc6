import { expect, it } from 'vitest';
import { minutesText } from './minutes-text.ts';

it.each([
  [0, '0 min'],
  [59, '59 min'],
  [60, '1 h'],
  [65, '1 h 5 min'],
  [1_440, '24 h'],
])('%i minutes are %s', (minutes, text) => {
  expect(minutesText(minutes)).toBe(text);
});

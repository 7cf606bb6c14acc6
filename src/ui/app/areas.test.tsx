import { expect, test } from 'vitest';
import { areas } from './areas.ts';
import { i18n, startI18n } from './i18n.ts';

test('no two pages have the same name: the palette lists them side by side', () => {
  startI18n();
  const names = areas.flatMap(({ pages }) => pages.map(({ labelKey }) => String(i18n.t(labelKey))));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

import { expect, it } from 'vitest';
import { areas } from './areas.ts';

it('no two pages have the same shortcut', () => {
  const shortcuts = areas.flatMap(({ pages }) => pages.flatMap(({ shortcut }) => shortcut ?? []));
  expect(shortcuts.length).toBeGreaterThan(5);
  expect(shortcuts).toEqual([...new Set(shortcuts)]);
});

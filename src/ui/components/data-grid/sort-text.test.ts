import { describe, expect, it } from 'vitest';
import { nextSort, sortFromText, sortToText } from './sort-text.ts';

const columns = ['id', 'health'] as const;
const fallback = { column: 'id', descending: false } as const;

describe('a sort in a URL', () => {
  it('comes back as it went in', () => {
    const sort = { column: 'health', descending: true } as const;
    expect(sortFromText(sortToText(sort), columns, fallback)).toEqual(sort);
  });

  it.each([undefined, 7, '', 'health', 'health.up', 'constructor.asc', '.desc'])(
    'falls back for %j',
    (text) => {
      expect(sortFromText(text, columns, fallback)).toEqual(fallback);
    },
  );
});

describe('nextSort', () => {
  it('turns round on the same column and starts anew on another', () => {
    expect(nextSort(fallback, 'id', false)).toEqual({ column: 'id', descending: true });
    expect(nextSort(fallback, 'health', true)).toEqual({ column: 'health', descending: true });
  });
});

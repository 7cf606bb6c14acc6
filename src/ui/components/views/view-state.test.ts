import { describe, expect, it } from 'vitest';
import { readViewState, sameSearch, viewStateOf } from './view-state.ts';

describe('what is saved of a page', () => {
  it('is its search without what is only open, and its columns', () => {
    const search = { q: 'anna', status: ['pending'], order: 7, part: undefined, shown: 'all' };
    const layout = { order: ['id'], hidden: [], widths: { id: 80 } };
    expect(viewStateOf(search, ['order', 'part'], layout)).toEqual({
      search: { q: 'anna', status: ['pending'] },
      layout,
    });
    expect(viewStateOf(search, ['order', 'part'], null)).toEqual({
      search: { q: 'anna', status: ['pending'] },
    });
  });

  it('is nothing when there is too much of it', () => {
    expect(viewStateOf({ q: 'x'.repeat(20_001) }, [], null)).toBeNull();
  });
});

describe('a view that was saved', () => {
  it('is read back as it was', () => {
    const state = viewStateOf({ period: 'days7', by: 'day' }, [], null) ?? {};
    expect(readViewState('analytics.platform', state)).toEqual({
      search: { period: 'days7', by: 'day' },
      layout: null,
    });
  });

  it('by an earlier version becomes the search of today', () => {
    const sort = { column: 'health', descending: true };
    const layout = { order: ['id'], hidden: [], widths: {} };
    const filters = { search: 'anna', standings: ['banned'], labels: [], full: false };
    expect(readViewState('accounts', { layout, sort, filters })).toEqual({
      search: { q: 'anna', standing: ['banned'], sort: 'health.desc' },
      layout,
    });
    expect(readViewState('orders', { sort: 'id', filters: { q: null, status: ['draft'] } })).toEqual({
      search: { status: ['draft'] },
      layout: null,
    });
  });

  it('falls back part by part, to the page as it is', () => {
    expect(readViewState('orders', {})).toEqual({ search: {}, layout: null });
    expect(readViewState('orders', { search: 7, filters: [1], sort: null, layout: 'wide' })).toEqual({
      search: {},
      layout: 'wide',
    });
  });
});

describe('sameSearch', () => {
  it('minds neither the order nor what is undefined', () => {
    expect(sameSearch({ a: 1, b: [2] }, { b: [2], a: 1, c: undefined })).toBe(true);
    expect(sameSearch({ a: 1 }, { a: 1, b: false })).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { instant } from '#contract/time.ts';
import {
  filterToSearch,
  isFiltered,
  poolFilter,
  poolSearchSchema,
  poolSort,
  sameStandings,
} from './pool-search.ts';

const read = (search: object) => poolSearchSchema.parse(search);

describe('the URL of the accounts page', () => {
  it('is empty for the whole pool', () => {
    const search = read({});
    expect(isFiltered(poolFilter(search))).toBe(false);
    expect(poolSort(search)).toEqual({ column: 'id', descending: false });
    expect(search.account).toBeUndefined();
  });

  it('holds the filter and gives it back', () => {
    const filter = {
      search: 'anna',
      standings: ['banned' as const],
      labels: ['eu'],
      full: true,
      changedSince: instant(7),
    };
    const search = read(filterToSearch(filter));
    expect(poolFilter(search)).toEqual(filter);
    expect(isFiltered(filter)).toBe(true);
  });

  it('lets a part that was edited into nonsense fall back alone', () => {
    const search = read({
      q: 'anna',
      standing: ['fine'],
      sort: 'secret.desc',
      account: 'seven',
      full: 'perhaps',
    });
    expect(search).toEqual({ q: 'anna', sort: 'secret.desc' });
    expect(poolSort(search).column).toBe('id');
  });

  it('takes a search for digits, which the URL makes a number', () => {
    expect(read({ q: 7_916 }).q).toBe('7916');
  });
});

describe('sameStandings', () => {
  it('does not mind the order', () => {
    expect(sameStandings(['active', 'banned'], ['banned', 'active'])).toBe(true);
    expect(sameStandings(['active'], ['active', 'banned'])).toBe(false);
  });
});

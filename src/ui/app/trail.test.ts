import { describe, expect, it } from 'vitest';
import { matchPath, placeOf, trailOf, type PlacedArea } from './trail.ts';

const areas: readonly PlacedArea[] = [
  { id: 'overview', labelKey: 'overview:area', pages: [{ path: '/', labelKey: 'overview:area' }] },
  {
    id: 'accounts',
    labelKey: 'accounts:area',
    pages: [
      { path: '/accounts', labelKey: 'system:area' },
      { path: '/accounts/checks', labelKey: 'settings:area', parent: '/accounts' },
      { path: '/accounts/$id', labelKey: 'gallery:area', parent: '/accounts' },
      { path: '/accounts/$id/history', labelKey: 'app:name', parent: '/accounts/$id' },
    ],
  },
];

describe('placeOf', () => {
  it('finds the root page', () => {
    expect(placeOf(areas, '/')?.page.path).toBe('/');
  });

  it('prefers a literal segment to a parameter', () => {
    expect(placeOf(areas, '/accounts/checks')?.page.path).toBe('/accounts/checks');
    expect(placeOf(areas, '/accounts/12')).toMatchObject({
      page: { path: '/accounts/$id' },
      parameters: { id: '12' },
    });
  });

  it('finds nothing for a path nobody has', () => {
    expect(placeOf(areas, '/orders')).toBeNull();
  });
});

describe('trailOf', () => {
  it('does not name an area with one page twice', () => {
    expect(trailOf(areas, '/')).toEqual([{ labelKey: 'overview:area', path: '/' }]);
  });

  it('walks up through the parents and keeps their parameters', () => {
    expect(trailOf(areas, '/accounts/12/history').map(({ path }) => path)).toEqual([
      null,
      '/accounts',
      '/accounts/12',
      '/accounts/12/history',
    ]);
  });

  it('is empty where there is no page', () => {
    expect(trailOf(areas, '/orders/1')).toEqual([]);
  });
});

describe('matchPath', () => {
  it('survives a stray percent sign', () => {
    expect(matchPath('/accounts/$id', '/accounts/50%')).toEqual({ id: '50%' });
  });
});

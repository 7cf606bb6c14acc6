import { expect, it } from 'vitest';
import { savedViewToSearch } from './saved-view.ts';

it('turns a saved view into a URL', () => {
  const filters = { search: '', standings: ['limited'], labels: [], full: false };
  expect(savedViewToSearch({ sort: { column: 'health', descending: false }, filters })).toEqual({
    q: undefined,
    standing: ['limited'],
    label: undefined,
    full: undefined,
    sort: 'health.asc',
  });
});

it.each([undefined, 'nonsense', { standings: ['unheard of'] }])('shows the whole pool for %j', (filters) => {
  expect(savedViewToSearch({ sort: filters, filters })).toEqual({
    q: undefined,
    standing: undefined,
    label: undefined,
    full: undefined,
    sort: undefined,
  });
});

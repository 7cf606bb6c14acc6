import type { ViewPage } from '#contract/view-pages.ts';
import { isViewState, type JsonValue, type ViewState } from '#contract/view-state.ts';
import { sortToText } from '../data-grid/sort-text.ts';

/** A saved view as a page takes it: its search, and its columns where it says something of them. */
export type PageView = { readonly search: ViewState; readonly layout: JsonValue | null };

/** Says in a link that the page shall be shown as it is, and not as its reader has it open. */
export const asItIs = { shown: 'all' } as const;

/**
 * What is saved of a page: all of its search but what is only passing. Null for what cannot be saved, being larger than a
 * view may be.
 */
export function viewStateOf(
  search: object,
  passing: readonly string[],
  layout: object | null,
): ViewState | null {
  const kept = Object.entries(search).filter(([key]) => !passing.includes(key) && !(key in asItIs));
  const state: unknown = JSON.parse(
    JSON.stringify({ search: Object.fromEntries(kept), ...(layout === null ? {} : { layout }) }),
  );
  return isViewState(state) ? state : null;
}

/**
 * Reads a view that was saved, perhaps by another version. What is not understood is left out; the page judges each part of
 * the search by itself.
 */
export function readViewState(page: ViewPage, stored: ViewState): PageView {
  const { search, layout = null, sort, filters } = stored;
  if (isObject(search)) return { search, layout };
  // Views that were saved before they held the whole search.
  const renamed = page === 'accounts' ? { search: 'q', standings: 'standing', labels: 'label' } : {};
  const names = new Map(Object.entries(renamed));
  const entries = Object.entries(isObject(filters) ? filters : {}).flatMap(
    ([key, value]): [string, JsonValue][] => (isNothing(value) ? [] : [[names.get(key) ?? key, value]]),
  );
  const sorted = isObject(sort) ? sort : {};
  const { column, descending } = sorted;
  if (typeof column === 'string' && column !== 'queue') {
    entries.push(['sort', sortToText({ column, descending: descending === true })]);
  }
  return { search: Object.fromEntries(entries), layout };
}

/** Whether two searches say the same, in whatever order. What is undefined is not there. */
export function sameSearch(one: object, other: object): boolean {
  return canonical(one) === canonical(other);
}

function canonical(search: object): string {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined);
  return JSON.stringify(entries.toSorted(([first], [second]) => (first < second ? -1 : 1)));
}

function isObject(value: JsonValue | undefined): value is ViewState {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNothing(value: JsonValue): boolean {
  return value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);
}

import { useCallback, useRef } from 'react';
import { useQueries, useQueryClient, type QueryKey, type UseQueryResult } from '@tanstack/react-query';
import type { GridPage } from './grid-types.ts';
import { pagesFor, pageSize } from './page-window.ts';

/** Where a grid's rows come from. The key names the filter and the sort; another key means other rows. */
export type GridSource<Row> = {
  readonly key: QueryKey;
  readonly fetch: (offset: number, limit: number, signal: AbortSignal) => Promise<GridPage<Row>>;
};

export type GridRows<Row> = {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  /** By their place among all rows; a place that is not loaded is missing. */
  readonly loaded: ReadonlyMap<number, Row>;
  /** What is shown belongs to the filter before; the answer to the new one is on its way. */
  readonly outdated: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  /** Loads what is missing between two places and gives all rows there. */
  readonly rowsBetween: (first: number, last: number) => Promise<readonly Row[]>;
};

type Snapshot<Row> = { readonly total: number; readonly loaded: ReadonlyMap<number, Row> };

/** Fetches the pages that are in view, and keeps the rows of the filter before until the new ones are there. */
export function useGridPages<Row>(source: GridSource<Row>, first: number, last: number): GridRows<Row> {
  const queryClient = useQueryClient();
  const shown = useRef<{ readonly key: string; readonly snapshot: Snapshot<Row> }>(null);
  const key = JSON.stringify(source.key);
  const known = shown.current?.key === key ? shown.current.snapshot.total : undefined;
  const pages = pagesFor(first, last, known);
  const pageOptions = (page: number) => ({
    queryKey: [...source.key, page],
    queryFn: ({ signal }: { signal: AbortSignal }) => source.fetch(page * pageSize, pageSize, signal),
  });
  const combine = useCallback(combinePages<Row>, []);
  const current = useQueries({ queries: pages.map(pageOptions), combine });
  const snapshot = useSnapshot(current, pages);
  if (snapshot !== null) shown.current = { key, snapshot };
  const visible = snapshot ?? shown.current?.snapshot ?? null;
  return {
    total: visible?.total,
    loaded: visible?.loaded ?? nothingLoaded,
    outdated: snapshot === null && visible !== null,
    error: snapshot === null || current.allFailed ? current.error : null,
    retry: () => void queryClient.refetchQueries({ queryKey: source.key }),
    rowsBetween: async (from, to) => {
      const wanted = pagesFor(Math.min(from, to), Math.max(from, to), visible?.total);
      const rows: Row[] = [];
      for (const page of wanted) {
        const { rows: ofPage } = await queryClient.ensureQueryData(pageOptions(page));
        const start = page * pageSize;
        rows.push(...ofPage.slice(Math.max(Math.min(from, to) - start, 0), Math.max(from, to) - start + 1));
      }
      return rows;
    },
  };
}

const nothingLoaded = new Map<number, never>();

type Combined<Row> = {
  readonly data: readonly (GridPage<Row> | undefined)[];
  readonly error: unknown;
  readonly allFailed: boolean;
  /** The total of the newest answer: an older page may still say what was true before. */
  readonly total: number | undefined;
};

function combinePages<Row>(results: UseQueryResult<GridPage<Row>>[]): Combined<Row> {
  const newest = results
    .filter((result) => result.data !== undefined)
    .toSorted((one, other) => other.dataUpdatedAt - one.dataUpdatedAt)[0];
  const failed = results.filter((result) => result.error !== null);
  return {
    data: results.map((result) => result.data),
    error: failed[0]?.error ?? null,
    allFailed: failed.length > 0 && failed.length === results.length && newest === undefined,
    total: newest?.data?.total,
  };
}

/** The loaded rows by their place; the same object for as long as the answers are the same. */
function useSnapshot<Row>(current: Combined<Row>, pages: readonly number[]): Snapshot<Row> | null {
  const before = useRef<{ data: readonly unknown[]; pages: string; snapshot: Snapshot<Row> | null }>(null);
  const pagesText = pages.join();
  const same =
    before.current !== null &&
    before.current.pages === pagesText &&
    before.current.data.length === current.data.length &&
    before.current.snapshot?.total === current.total &&
    before.current.data.every((data, index) => data === current.data[index]);
  if (same && before.current !== null) return before.current.snapshot;
  const snapshot = current.total === undefined ? null : snapshotOf(current.data, pages, current.total);
  before.current = { data: current.data, pages: pagesText, snapshot };
  return snapshot;
}

function snapshotOf<Row>(
  data: readonly (GridPage<Row> | undefined)[],
  pages: readonly number[],
  total: number,
): Snapshot<Row> {
  const loaded = new Map<number, Row>();
  for (const [index, page] of pages.entries()) {
    for (const [place, row] of (data[index]?.rows ?? []).entries()) {
      if (page * pageSize + place < total) loaded.set(page * pageSize + place, row);
    }
  }
  return { total, loaded };
}

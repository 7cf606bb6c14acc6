import type { ExploreQuery } from '#contract/metrics/explore/explore-query.ts';

/** Whose money a cell is: that of its row or column where one of them is a currency. */
export function cellCurrency(query: ExploreQuery, row: string | null, column: string | null): string {
  if (query.rows === 'currency') return row ?? query.currency;
  return query.columns === 'currency' ? (column ?? query.currency) : query.currency;
}

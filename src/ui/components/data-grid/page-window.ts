/** Rows fetched with one request: a few screens, small enough to answer at once. */
export const pageSize = 100;

/** The pages that hold rows `first` to `last` (both included), never more than there are. */
export function pagesFor(first: number, last: number, total: number | undefined): readonly number[] {
  const end = total === undefined ? Math.max(last, 0) : Math.min(last, Math.max(total - 1, 0));
  const begin = Math.min(Math.max(first, 0), end);
  const pages: number[] = [];
  for (let page = Math.floor(begin / pageSize); page <= Math.floor(end / pageSize); page += 1)
    pages.push(page);
  return pages;
}

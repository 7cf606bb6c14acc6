import type { QueryClient } from '@tanstack/react-query';
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '#contract/router-type.ts';
import type { ViewPage } from '#contract/view-pages.ts';
import type { ViewState } from '#contract/view-state.ts';
import { gridOfView } from './view-places.ts';
import { readViewState } from './view-state.ts';

/** A console that is slower than that has the page open with what was known before, or as it is. */
const patienceMs = 2_500;

/**
 * What a page opens with when its URL says nothing: the search of the operator's default view; null when there is none, or the
 * console does not answer. The view's columns are remembered on the way, as if they had been set on the page.
 */
export async function openWithDefault(
  queryClient: QueryClient,
  trpc: TRPCOptionsProxy<AppRouter>,
  page: ViewPage,
): Promise<ViewState | null> {
  const asked = trpc.views.defaults.queryOptions();
  const known = () => queryClient.getQueryData(asked.queryKey) ?? [];
  const defaults = await Promise.race([
    queryClient.fetchQuery(asked).catch(known),
    new Promise<ReturnType<typeof known>>((resolve) => {
      setTimeout(() => resolve(known()), patienceMs);
    }),
  ]);
  const found = defaults.find((each) => each.page === page);
  if (found === undefined) return null;
  const { search, layout } = readViewState(page, found.state);
  if (layout !== null) {
    localStorage.setItem(`opsdeck.grid.${gridOfView(page, search)}`, JSON.stringify(layout));
  }
  return Object.keys(search).length === 0 ? null : search;
}

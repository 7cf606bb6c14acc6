import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
  type AnyRouter,
} from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '#contract/router-type.ts';
import { LoadingState } from '../components/states/loading-state.tsx';
import { openWithDefault } from '../components/views/open-with-default.ts';
import { viewPageAt } from '../components/views/view-places.ts';
import { areas } from './areas.ts';
import { Frame } from './frame/frame.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { PageError } from './pages/page-error.tsx';

/**
 * One route for each page of the registry. Hash history: the desktop shell serves the page from `app://`. A page that is opened
 * without a state of its own opens with the operator's default view; what they do on it from then on is theirs.
 */
export function makeRouter(queryClient: QueryClient, client: TRPCClient<AppRouter>): AnyRouter {
  const trpc = createTRPCOptionsProxy<AppRouter>({ queryClient, client });
  const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage });
  const routes = areas.flatMap(({ pages }) =>
    pages.map(({ path, component }) =>
      createRoute({
        getParentRoute: () => root,
        path,
        component,
        async beforeLoad({ search, cause }) {
          const page = cause === 'enter' ? viewPageAt(path) : null;
          if (page === null || Object.keys(search).length > 0) return;
          const opening = await openWithDefault(queryClient, trpc, page);
          // oxlint-disable-next-line typescript/only-throw-error -- how the router is told
          if (opening !== null) throw redirect({ to: path, search: opening, replace: true });
        },
      }),
    ),
  );
  return createRouter({
    routeTree: root.addChildren(routes),
    history: createHashHistory(),
    defaultPreload: 'intent',
    defaultErrorComponent: PageError,
    defaultPendingComponent: () => <LoadingState lines={6} />,
    defaultPendingMs: 150,
    scrollRestoration: false,
  });
}

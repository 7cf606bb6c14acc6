import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  type AnyRouter,
} from '@tanstack/react-router';
import { LoadingState } from '../components/states/loading-state.tsx';
import { areas } from './areas.ts';
import { Frame } from './frame/frame.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { PageError } from './pages/page-error.tsx';

/** One route for each page of the registry. Hash history: the desktop shell serves the page from `app://`. */
export function makeRouter(): AnyRouter {
  const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage });
  const routes = areas.flatMap(({ pages }) =>
    pages.map(({ path, component }) => createRoute({ getParentRoute: () => root, path, component })),
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

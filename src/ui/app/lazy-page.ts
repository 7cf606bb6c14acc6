import { createElement, use, type ComponentType } from 'react';
import type { RouteComponent } from '@tanstack/react-router';

const retries = new Set<() => void>();

/** Lets pages whose code could not be loaded try again, e.g. because the console is back. */
export function retryFailedPages(): void {
  for (const retry of retries) retry();
  retries.clear();
}

/**
 * A page in a chunk of its own: `lazyPage(() => import('./pool-page.tsx'), 'PoolPage')`. Unlike the router's own
 * `lazyRouteComponent` it never reloads the document when the chunk cannot be had: while the console is away, that would
 * throw away everything that was read before. It throws, and the page's error boundary says why.
 */
export function lazyPage<Name extends string>(
  load: () => Promise<Readonly<Record<Name, ComponentType>>>,
  name: Name,
): RouteComponent {
  let page: ComponentType | null = null;
  let failure: { readonly error: unknown } | null = null;
  let loading: Promise<void> | null = null;
  const preload = (): Promise<void> => {
    loading ??= load().then(
      (module) => {
        page = module[name];
      },
      (error: unknown) => {
        failure = { error };
        retries.add(() => {
          failure = null;
          loading = null;
        });
      },
    );
    return loading;
  };
  const LazyPage = () => {
    if (failure !== null) throw failure.error;
    if (page !== null) return createElement(page);
    use(preload());
    return null;
  };
  return Object.assign(LazyPage, { preload });
}

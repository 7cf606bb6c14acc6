import { areas } from './areas.ts';

/**
 * Loads the code of every page, and of the charts, once the browser has nothing better to do: first paint stays small,
 * and every page opens even when the console goes away later. Failures show when the page is opened.
 */
export function preloadPages(): void {
  const loads = areas.flatMap(({ pages }) =>
    pages.map(
      ({ component }) =>
        () =>
          component.preload?.(),
    ),
  );
  loads.push(() =>
    import('../components/chart/echarts-canvas.tsx').then(
      () => undefined,
      () => undefined,
    ),
  );
  const next = async (): Promise<void> => {
    await loads.shift()?.();
    if (loads.length > 0) whenIdle(() => void next());
  };
  whenIdle(() => void next());
}

/** Safari has no idle callback. */
function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(run, { timeout: 2_000 });
  else setTimeout(run, 200);
}

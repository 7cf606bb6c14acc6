import { useCallback, useSyncExternalStore } from 'react';

type Clock = { now: number; readonly listeners: Set<() => void>; timer: ReturnType<typeof setInterval> };

/** One timer for each interval, however many texts on the page follow it. */
const clocks = new Map<number, Clock>();

/** The present instant, again after `every` milliseconds. It stands still while the page is hidden. */
export function useNow(every: number): number {
  const subscribe = useCallback((listener: () => void) => follow(every, listener), [every]);
  return useSyncExternalStore(subscribe, () => clocks.get(every)?.now ?? roundedNow(every));
}

function follow(every: number, listener: () => void): () => void {
  const clock = clocks.get(every) ?? startClock(every);
  clock.listeners.add(listener);
  return () => {
    clock.listeners.delete(listener);
    if (clock.listeners.size > 0) return;
    clearInterval(clock.timer);
    clocks.delete(every);
  };
}

function startClock(every: number): Clock {
  const clock: Clock = {
    now: Date.now(),
    listeners: new Set(),
    timer: setInterval(() => {
      if (document.hidden) return;
      clock.now = Date.now();
      for (const listener of clock.listeners) listener();
    }, every),
  };
  clocks.set(every, clock);
  return clock;
}

/** React wants the same answer for as long as nothing has happened. */
function roundedNow(every: number): number {
  return Math.floor(Date.now() / every) * every;
}

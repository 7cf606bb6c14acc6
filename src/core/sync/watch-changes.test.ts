import { expect, it } from 'vitest';
import { watchChanges } from './watch-changes.ts';

type Listener = (tables: ReadonlySet<string>) => void;

function changingCache() {
  const listeners = new Set<Listener>();
  return {
    listeners,
    onChange(listener: Listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(...tables: string[]) {
      for (const listener of listeners) listener(new Set(tables));
    },
  };
}

it('tells each change once, several together, and hears nothing any more once it is left', async () => {
  const cache = changingCache();
  const leaving = new AbortController();
  const told = watchChanges(cache, leaving.signal);
  const first = told.next();
  cache.change('orders');
  expect(await first).toEqual({ done: false, value: { tables: ['orders'] } });
  cache.change('payments');
  cache.change('customers', 'payments');
  expect(await told.next()).toEqual({ done: false, value: { tables: ['customers', 'payments'] } });
  const last = told.next();
  leaving.abort();
  expect(await last).toEqual({ done: true, value: undefined });
  expect(cache.listeners.size).toBe(0);
});

/** Whether the page hears from the console's process. */
export type ConnectionState = 'connecting' | 'connected' | 'lost';

export type Connection = {
  current(): ConnectionState;
  /** Tells each change from now on; returns the way to stop. */
  subscribe(listener: (state: ConnectionState) => void): () => void;
};

/** A connection whose state somebody else sets. */
export function createConnection(first: ConnectionState): Connection & { set(state: ConnectionState): void } {
  let state = first;
  const listeners = new Set<(state: ConnectionState) => void>();
  return {
    current: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(next) {
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener(next);
    },
  };
}

import { useCallback, useRef } from 'react';
import { type CommandKey, commandKeySchema } from '#contract/outbox.ts';

/**
 * The key under which a command is sent. The same intention has the same key until `settled`, so that one whose answer was lost
 * can be sent again and happens once.
 */
export function useCommandKey(): {
  readonly keyOf: (intention: string) => CommandKey;
  readonly settled: () => void;
} {
  const keys = useRef(new Map<string, CommandKey>());
  const keyOf = useCallback((intention: string) => {
    const known = keys.current.get(intention) ?? commandKeySchema.parse(crypto.randomUUID());
    keys.current.set(intention, known);
    return known;
  }, []);
  const settled = useCallback(() => keys.current.clear(), []);
  return { keyOf, settled };
}

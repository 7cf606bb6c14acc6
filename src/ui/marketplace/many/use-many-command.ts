import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useRefresh } from '../use-refresh.ts';

/** So many go in one call: few enough to see how far it is. */
const atOnce = 50;

/**
 * Sends a command about many records, some of them at a time, and gathers what became of each; `done` is how many were sent. What is
 * sent again after an error has to have the keys that it had before.
 */
export function useManyCommand<Item, Outcome>(
  send: (items: readonly Item[]) => Promise<readonly Outcome[]>,
  onSent: () => void,
) {
  const refresh = useRefresh();
  const [done, setDone] = useState(0);
  const command = useMutation({
    mutationFn: async (items: readonly Item[]) => {
      const outcomes: Outcome[] = [];
      for (let begin = 0; begin < items.length; begin += atOnce) {
        setDone(begin);
        outcomes.push(...(await send(items.slice(begin, begin + atOnce))));
      }
      return outcomes;
    },
    onSettled: refresh,
    onSuccess: onSent,
  });
  return { ...command, done };
}

import { useEffect } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { localDay } from './local-day.ts';
import { useTRPC } from './trpc.ts';

const lookEveryMs = 15_000;

/** Reads everything again when a new day begins in the workspace: what is “today” and “this week” is another then. */
export function useDayTurn(): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const timeZone = useQuery(trpc.system.about.queryOptions()).data?.workspace.timeZone;
  useEffect(() => {
    if (timeZone === undefined) return undefined;
    let day = localDay(Date.now(), timeZone);
    const timer = setInterval(() => {
      const now = localDay(Date.now(), timeZone);
      if (now === day) return;
      day = now;
      void queryClient.invalidateQueries();
    }, lookEveryMs);
    return () => clearInterval(timer);
  }, [timeZone, queryClient]);
}

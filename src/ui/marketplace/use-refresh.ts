import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../app/trpc.ts';

/** Reads again what is shown of the marketplace. */
export function useRefresh(): () => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(() => {
    const { marketplace, channels, listings, disputes, placements } = trpc;
    for (const { pathFilter } of [marketplace, channels, listings, disputes, placements]) {
      void queryClient.invalidateQueries(pathFilter());
    }
  }, [trpc, queryClient]);
}

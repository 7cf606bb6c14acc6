import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../app/trpc.ts';

/** How often what is open is read again, in milliseconds: colleagues change it too. */
export const openRefreshMs = 4_000;

/** Reads again what is shown of the marketplace. */
export function useRefresh(): () => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(
    () => void queryClient.invalidateQueries(trpc.marketplace.pathFilter()),
    [trpc, queryClient],
  );
}

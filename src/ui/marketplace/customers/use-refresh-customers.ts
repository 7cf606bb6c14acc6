import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../app/trpc.ts';

/** Reads again what is shown of customers and their risk. */
export function useRefreshCustomers(): () => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(() => {
    void queryClient.invalidateQueries(trpc.marketplace.pathFilter());
    void queryClient.invalidateQueries(trpc.customers.pathFilter());
    void queryClient.invalidateQueries(trpc.risk.pathFilter());
  }, [trpc, queryClient]);
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useTRPC } from '../app/trpc.ts';

/** The vault's state, kept current while the page is open. */
export function useVaultState() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  useSubscription(
    trpc.vault.watch.subscriptionOptions(undefined, {
      onData: (state) => queryClient.setQueryData(trpc.vault.state.queryKey(), state),
    }),
  );
  return useQuery(trpc.vault.state.queryOptions());
}

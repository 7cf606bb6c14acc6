import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../app/trpc.ts';

/** What can be done to saved views; each has the lists read again, also those of other pages after an import. */
export function useViewCommands() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries(trpc.views.pathFilter());
  return {
    save: useMutation(trpc.views.save.mutationOptions({ onSettled })),
    change: useMutation(trpc.views.change.mutationOptions({ onSettled })),
    remove: useMutation(trpc.views.remove.mutationOptions({ onSettled })),
    setDefault: useMutation(trpc.views.setDefault.mutationOptions({ onSettled })),
    importing: useMutation(trpc.views.import.mutationOptions({ onSettled })),
  };
}
export type ViewCommands = ReturnType<typeof useViewCommands>;

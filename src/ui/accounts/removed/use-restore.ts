import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';

/** Brings back what of a removal can come back; says how many did, or why none. */
export function useRestore() {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show, showError } = useToasts();
  const { integer } = useNumberFormats();
  return useMutation(
    trpc.accounts.restore.mutationOptions({
      onSuccess: ({ restored }) => show(t('remove.restored', { count: restored, number: integer(restored) })),
      onError: showError,
      onSettled: () => queryClient.invalidateQueries(trpc.accounts.pathFilter()),
    }),
  );
}

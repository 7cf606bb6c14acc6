import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';

/** Starts a check; says how many accounts it is about, or why it did not start. */
export function useStartCheck() {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show, showError } = useToasts();
  const { integer } = useNumberFormats();
  return useMutation(
    trpc.accounts.startCheck.mutationOptions({
      onSuccess: ({ total }) => {
        show(t('check.started', { count: total, number: integer(total) }));
        void queryClient.invalidateQueries(trpc.accounts.checkRuns.pathFilter());
      },
      onError: showError,
    }),
  );
}

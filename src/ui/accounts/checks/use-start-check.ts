import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { toConsoleError, useErrorText } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';

/** Starts a check; says how many accounts it is about, or why it did not start. */
export function useStartCheck() {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const { integer } = useNumberFormats();
  return useMutation(
    trpc.accounts.startCheck.mutationOptions({
      onSuccess: ({ total }) => {
        notifications.show({ message: t('check.started', { count: total, number: integer(total) }) });
        void queryClient.invalidateQueries(trpc.accounts.checkRuns.pathFilter());
      },
      onError: (error) => {
        const { title, message, advice } = errorText(toConsoleError(error));
        notifications.show({ color: 'red', title, message: `${message} ${advice}` });
      },
    }),
  );
}

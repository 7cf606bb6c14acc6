import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { offerUndo } from '../../components/feedback/undo-toast.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';

/** From here on the number has to be typed: a slip of the hand should not empty a pool. */
const typedFrom = 25;

type RemoveAccountsProps = {
  readonly opened: boolean;
  readonly count: number;
  /** Names the accounts when it is confirmed. */
  readonly ids: () => Promise<readonly AccountId[]>;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
};

/** Takes accounts out of the pool, after saying what that means, and offers to bring them back. */
export function RemoveAccounts({ opened, count, ids, onClose, onRemoved }: RemoveAccountsProps) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show, showError } = useToasts();
  const refresh = () => queryClient.invalidateQueries(trpc.accounts.pathFilter());
  const restore = useMutation(trpc.accounts.restore.mutationOptions());
  const remove = useMutation(trpc.accounts.remove.mutationOptions());
  const confirmed = useMutation({
    mutationFn: async () => {
      const named = [...(await ids())];
      const { removed } = await remove.mutateAsync({ ids: named });
      return { named, removed };
    },
    onSuccess: ({ named, removed }) => {
      void refresh();
      onRemoved();
      offerUndo({
        message: t('remove.removed', { count: removed, number: integer(removed) }),
        onUndo: () => undo(named),
      });
    },
  });
  const undo = (named: AccountId[]) => {
    restore
      .mutateAsync({ ids: named })
      .then(({ restored }) => {
        show(t('remove.restored', { count: restored, number: integer(restored) }));
      })
      .catch(showError)
      .finally(() => void refresh());
  };
  const number = integer(count);
  return (
    <ConfirmDialog
      opened={opened}
      onClose={() => {
        confirmed.reset();
        onClose();
      }}
      title={t('remove.title', { count, number })}
      consequences={[
        t('remove.goes', { count, number }),
        t('remove.notChecked'),
        t('remove.telegram'),
        t('remove.undo'),
      ]}
      confirmLabel={t('remove.confirm', { count, number })}
      onConfirm={() => confirmed.mutate()}
      busy={confirmed.isPending}
      error={confirmed.error === null ? null : toConsoleError(confirmed.error)}
      dangerous
      {...(count >= typedFrom ? { typed: String(count) } : {})}
    />
  );
}

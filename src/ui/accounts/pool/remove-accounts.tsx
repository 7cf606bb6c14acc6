import { useState } from 'react';
import { Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountSelection } from '#contract/accounts.ts';
import type { RemovalId } from '#contract/ids.ts';
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
  /** Null while nothing is selected. */
  readonly selection: AccountSelection | null;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
};

/**
 * Takes accounts out of the pool, after saying what that means, and offers to bring them back. A filter that matches another
 * number by then removes nothing.
 */
export function RemoveAccounts({ opened, count, selection, onClose, onRemoved }: RemoveAccountsProps) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show, showError } = useToasts();
  const [logOut, setLogOut] = useState(false);
  const refresh = () => queryClient.invalidateQueries(trpc.accounts.pathFilter());
  const restore = useMutation(trpc.accounts.restore.mutationOptions());
  const remove = useMutation(
    trpc.accounts.remove.mutationOptions({
      onSuccess: ({ removalId, removed }) => {
        void refresh();
        setLogOut(false);
        onRemoved();
        offerUndo({
          message: t('remove.removed', { count: removed, number: integer(removed) }),
          onUndo: () => undo(removalId),
        });
      },
      onError: () => void refresh(),
    }),
  );
  const undo = (removalId: RemovalId) => {
    restore
      .mutateAsync({ removalId })
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
        remove.reset();
        setLogOut(false);
        onClose();
      }}
      title={t('remove.title', { count, number })}
      consequences={[
        t('remove.goes', { count, number }),
        t('remove.notChecked'),
        ...(logOut
          ? [t('remove.loggedOut', { count }), t('remove.undoThenLogOut')]
          : [t('remove.telegram'), t('remove.undo')]),
      ]}
      confirmLabel={t(logOut ? 'remove.confirmLogOut' : 'remove.confirm', { count, number })}
      onConfirm={() => {
        if (selection === null) return;
        remove.mutate({
          selection,
          logOut,
          ...(selection.kind === 'filter' ? { expected: count } : {}),
        });
      }}
      busy={remove.isPending}
      error={remove.error === null ? null : toConsoleError(remove.error)}
      dangerous
      {...(count >= typedFrom ? { typed: String(count) } : {})}
    >
      <Checkbox
        mt="md"
        label={t('remove.logOut')}
        description={t('remove.logOutText')}
        checked={logOut}
        onChange={(event) => setLogOut(event.currentTarget.checked)}
      />
    </ConfirmDialog>
  );
}

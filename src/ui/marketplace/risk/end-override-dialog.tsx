import { useState } from 'react';
import { Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#contract/marketplace/customer.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { useRefreshCustomers } from '../customers/use-refresh-customers.ts';
import { useCommandKey } from '../use-command-key.ts';

type EndOverrideDialogProps = {
  readonly opened: boolean;
  readonly customer: Customer;
  readonly onClose: () => void;
};

/** Ends what was pinned: from then on the rules decide again. */
export function EndOverrideDialog({ opened, customer, onClose }: EndOverrideDialogProps) {
  const { t } = useTranslation('risk');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefreshCustomers();
  const { keyOf, settled } = useCommandKey();
  const [reason, setReason] = useState('');
  const ending = useMutation(
    trpc.risk.endOverride.mutationOptions({
      onSettled: refresh,
      onSuccess: () => {
        settled();
        show(t('ended'));
        close();
      },
    }),
  );
  const close = () => {
    ending.reset();
    setReason('');
    onClose();
  };
  const { id, version, name } = customer;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={close}
      title={t('endTitle', { name })}
      consequences={[t('endEffect')]}
      confirmLabel={t('end')}
      busy={ending.isPending}
      error={ending.error === null ? null : toConsoleError(ending.error)}
      onConfirm={() => ending.mutate({ key: keyOf(`${id} ${version} ${reason}`), id, version, reason })}
    >
      <Textarea
        mt="md"
        label={t('reason')}
        required
        maxLength={500}
        autosize
        minRows={2}
        dir="auto"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

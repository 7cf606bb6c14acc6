import { useState } from 'react';
import { Select, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type DisputeReason, disputeReasons } from '#contract/marketplace/disputes.ts';
import type { OrderDetail } from '#contract/marketplace/order.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { formatMoney } from '../../components/money/format-money.ts';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';

type OpenDisputeProps = {
  readonly order: OrderDetail;
  readonly opened: boolean;
  readonly onClose: () => void;
};

/** Opens a dispute on the advertiser's behalf: what is wrong, and in their words. */
export function OpenDispute({ order, opened, onClose }: OpenDisputeProps) {
  const { t, i18n } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [reason, setReason] = useState<DisputeReason>('taken_down_early');
  const [statement, setStatement] = useState('');
  const opening = useMutation(
    trpc.disputes.open.mutationOptions({
      onSettled: refresh,
      onSuccess: () => {
        settled();
        show(t('disputes.opened', { id: order.id }));
        close();
      },
    }),
  );
  const close = () => {
    opening.reset();
    setStatement('');
    onClose();
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={close}
      title={t('moves.confirmTitle', { move: t('moves.dispute'), id: order.id })}
      consequences={[
        t('moves.becomes', { status: t('statuses.disputed') }),
        t('disputes.staysInEscrow', { price: formatMoney(order.price, i18n.language) }),
        t('disputes.rulesLook'),
      ]}
      confirmLabel={t('moves.dispute')}
      busy={opening.isPending}
      error={opening.error === null ? null : toConsoleError(opening.error)}
      dangerous={false}
      onConfirm={() => {
        const { id: orderId, version } = order;
        const key = keyOf(`${orderId} ${version} ${reason} ${statement}`);
        opening.mutate({ key, orderId, version, reason, statement });
      }}
    >
      <Select
        mt="md"
        label={t('disputes.reason')}
        allowDeselect={false}
        data={disputeReasons.map((name) => ({ value: name, label: t(`disputes.reasons.${name}`) }))}
        value={reason}
        onChange={(next) => {
          const known = disputeReasons.find((name) => name === next);
          if (known !== undefined) setReason(known);
        }}
      />
      <Textarea
        mt="md"
        label={t('disputes.statement')}
        description={t('disputes.statementText')}
        maxLength={2_000}
        autosize
        minRows={2}
        value={statement}
        onChange={(event) => setStatement(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

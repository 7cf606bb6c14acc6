import { useState } from 'react';
import { Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '#contract/marketplace/order.ts';
import { type OrderMove, orderMoves, type PlainMoveName } from '#contract/marketplace/order-moves.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { formatMoney } from '../../components/money/format-money.ts';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';
import { postNumber } from './post-number.ts';

const dangerous: ReadonlySet<PlainMoveName> = new Set(['reject', 'cancel']);

type MoveDialogProps = {
  readonly order: OrderDetail;
  /** Null while closed. */
  readonly move: PlainMoveName | null;
  readonly onClose: () => void;
};

/**
 * Says what a move does, asks for a reason where one is written down, and makes it. It decides by the order as it was when the
 * dialog opened: who was faster is told in it.
 */
export function MoveDialog({ order, move, onClose }: MoveDialogProps) {
  const { t, i18n } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [reason, setReason] = useState('');
  const [link, setLink] = useState('');
  const making = useMutation(
    trpc.marketplace.moveOrder.mutationOptions({
      onSettled: refresh,
      onSuccess: () => {
        settled();
        if (move !== null)
          show(t('moves.done', { id: order.id, status: t(`statuses.${orderMoves[move].to}`) }));
        close();
      },
    }),
  );
  const close = () => {
    making.reset();
    setReason('');
    setLink('');
    onClose();
  };
  const name = move ?? 'submit';
  const { to, money, needsReason }: OrderMove = orderMoves[name];
  const messageId = name === 'publish' ? postNumber(link) : null;
  const words = t(`moves.money.${money}`, {
    price: formatMoney(order.price, i18n.language),
    commission: formatMoney(order.commission, i18n.language),
    advertiser: order.advertiser.name,
    editor: order.editor.name,
  });
  return (
    <ConfirmDialog
      opened={move !== null}
      onClose={close}
      title={t('moves.confirmTitle', { move: t(`moves.${name}`), id: order.id })}
      consequences={[t('moves.becomes', { status: t(`statuses.${to}`) }), words, t('moves.written')]}
      confirmLabel={t(`moves.${name}`)}
      busy={making.isPending}
      error={making.error === null ? null : toConsoleError(making.error)}
      dangerous={dangerous.has(name)}
      onConfirm={() => {
        const { id, version } = order;
        const key = keyOf(`${id} ${version} ${name} ${reason} ${messageId ?? ''}`);
        making.mutate({
          key,
          id,
          version,
          move: name,
          ...(reason.trim() === '' ? {} : { reason }),
          ...(messageId === null ? {} : { messageId }),
        });
      }}
    >
      {name === 'publish' ? (
        <TextInput
          mt="md"
          label={t('disputes.postLink')}
          description={t('disputes.postLinkText')}
          placeholder={t('disputes.postLinkSample', { username: order.channel.username ?? 'channel' })}
          error={link.trim() !== '' && messageId === null ? t('disputes.postLinkWrong') : null}
          value={link}
          onChange={(event) => setLink(event.currentTarget.value)}
        />
      ) : null}
      {needsReason ? (
        <Textarea
          mt="md"
          label={t('moves.reason')}
          description={t('moves.reasonText')}
          required
          maxLength={500}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : null}
    </ConfirmDialog>
  );
}

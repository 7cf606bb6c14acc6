import { useState } from 'react';
import { Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '#contract/marketplace/order.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import classes from '../marketplace.module.css';
import { postNumber } from '../orders/post-number.ts';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';

/** Which post is the order's: where no link was given it is looked for by its text, and a wrong one is put right with a reason. */
export function SetPost({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('marketplace');
  const [asked, setAsked] = useState(false);
  const known = order.postLink !== null;
  return (
    <div className={classes['cardLine']}>
      <p className={classes['text']}>
        {known ? <bdi>{order.postLink}</bdi> : t('placements.lookedForByText')}
      </p>
      <GuardedButton size="compact-xs" variant="subtle" onClick={() => setAsked(true)}>
        {t(known ? 'placements.correct' : 'placements.add')}
      </GuardedButton>
      <SetPostDialog opened={asked} order={order} onClose={() => setAsked(false)} />
    </div>
  );
}

type SetPostDialogProps = {
  readonly opened: boolean;
  readonly order: OrderDetail;
  readonly onClose: () => void;
};

function SetPostDialog({ opened, order, onClose }: SetPostDialogProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [link, setLink] = useState('');
  const [reason, setReason] = useState('');
  const saving = useMutation(
    trpc.placements.setPost.mutationOptions({
      onSettled: refresh,
      onSuccess: () => {
        settled();
        show(t('placements.saved'));
        close();
      },
    }),
  );
  const close = () => {
    saving.reset();
    setLink('');
    setReason('');
    onClose();
  };
  const messageId = postNumber(link);
  const { id, version } = order;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={close}
      title={t('placements.title', { id })}
      consequences={[t('placements.looked'), t('placements.stays')]}
      confirmLabel={t('placements.save')}
      busy={saving.isPending}
      error={saving.error === null ? null : toConsoleError(saving.error)}
      hindrance={
        messageId === null
          ? t('placements.needsLink')
          : reason.trim() === ''
            ? t('placements.needsReason')
            : null
      }
      onConfirm={() => {
        if (messageId === null) return;
        const key = keyOf(JSON.stringify([id, version, messageId, reason]));
        saving.mutate({ key, orderId: id, version, messageId, reason });
      }}
    >
      <TextInput
        mt="md"
        label={t('disputes.postLink')}
        placeholder={t('disputes.postLinkSample', { username: order.channel.username ?? 'channel' })}
        error={link.trim() !== '' && messageId === null ? t('disputes.postLinkWrong') : null}
        value={link}
        onChange={(event) => setLink(event.currentTarget.value)}
      />
      <Textarea
        mt="md"
        label={t('placements.reason')}
        description={t('placements.reasonText')}
        required
        dir="auto"
        maxLength={500}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

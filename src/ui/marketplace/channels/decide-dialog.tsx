import { useState } from 'react';
import { Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChannelDetail } from '#contract/marketplace/channel.ts';
import { type ChannelDecision, decisionRules } from '#contract/marketplace/channel-decisions.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';

type DecideDialogProps = {
  /** As it was when the dialog was opened: who was faster meanwhile is told in it. */
  readonly channel: ChannelDetail;
  readonly decision: ChannelDecision;
  readonly opened: boolean;
  readonly onClose: () => void;
};

/** Says what a decision does, asks for a reason where one goes on record, and makes it. */
export function DecideDialog({ channel, decision, opened, onClose }: DecideDialogProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [reason, setReason] = useState('');
  const { id, version, title } = channel;
  const { to, needsReason } = decisionRules[decision];
  const state = t(`channels.states.${to}`);
  const deciding = useMutation(
    trpc.channels.decide.mutationOptions({
      onSettled: refresh,
      onSuccess: () => {
        settled();
        show(t('channels.decide.done', { title, state }));
        close();
      },
    }),
  );
  const close = () => {
    deciding.reset();
    setReason('');
    onClose();
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={close}
      title={t('channels.decide.title', { decision: t(`channels.decisions.${decision}`), title })}
      consequences={[
        t('channels.decide.becomes', { state }),
        to === 'approved' ? t('channels.decide.sells') : t('channels.decide.stops'),
        t('channels.decide.written'),
      ]}
      confirmLabel={t(`channels.decisions.${decision}`)}
      busy={deciding.isPending}
      error={deciding.error === null ? null : toConsoleError(deciding.error)}
      dangerous={to !== 'approved'}
      onConfirm={() => {
        const key = keyOf(`${id} ${version} ${decision} ${reason}`);
        deciding.mutate({ key, id, version, decision, ...(reason.trim() === '' ? {} : { reason }) });
      }}
    >
      {needsReason ? (
        <Textarea
          mt="md"
          label={t('channels.decide.reason')}
          description={t('channels.decide.reasonText')}
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

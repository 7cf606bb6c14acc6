import { useState } from 'react';
import { Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { VerificationDetail } from '#contract/marketplace/verification.ts';
import { canMove } from '#contract/marketplace/verification-states.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { useCommandKey } from '../use-command-key.ts';
import { useVerificationRefresh } from './use-verification-refresh.ts';
import classes from './verification.module.css';

/** Whether this operator has taken the request. The core decides by who they are, not by their name. */
export function useIsMine({ state, reviewer }: VerificationDetail): boolean {
  const trpc = useTRPC();
  const name = useQuery(trpc.system.about.queryOptions()).data?.operator.name;
  return state === 'in_review' && reviewer !== null && reviewer === name;
}

type RequestActsProps = { readonly request: VerificationDetail; readonly onReview: () => void };

/** What can be done with a request as it stands, and why not what cannot. */
export function RequestActs({ request, onReview }: RequestActsProps) {
  const { t } = useTranslation('verification');
  const trpc = useTRPC();
  const { show, showError } = useToasts();
  const refresh = useVerificationRefresh();
  const { keyOf } = useCommandKey();
  const mayReview = useMay('verification:review');
  const mayHandIn = useMay('marketplace:write');
  const isMine = useIsMine(request);
  const [asking, setAsking] = useState<'release' | 'withdraw' | null>(null);
  const { id, version, state, reviewer } = request;
  const claiming = useMutation(
    trpc.verification.claim.mutationOptions({
      onSuccess: () => show(t('drawer.claimed', { id })),
      onError: showError,
      onSettled: refresh,
    }),
  );
  if (!canMove('withdraw', state)) return null;
  const mayNot = mayReview ? null : t('drawer.mayNot');
  return (
    <div className={classes['buttons']} role="group" aria-label={t('drawer.acts')}>
      {state === 'requested' ? (
        <GuardedButton
          size="xs"
          reason={mayNot}
          loading={claiming.isPending}
          onClick={() => claiming.mutate({ key: keyOf(`claim ${id} ${version}`), id, version })}
        >
          {t('drawer.claim')}
        </GuardedButton>
      ) : (
        <>
          <GuardedButton
            size="xs"
            reason={mayNot ?? (isMine ? null : t('drawer.notYours', { name: reviewer ?? '' }))}
            onClick={onReview}
          >
            {t('drawer.review')}
          </GuardedButton>
          <GuardedButton size="xs" variant="default" reason={mayNot} onClick={() => setAsking('release')}>
            {t('drawer.release')}
          </GuardedButton>
        </>
      )}
      <GuardedButton
        size="xs"
        variant="default"
        reason={mayHandIn ? null : t('drawer.mayNotHandIn')}
        onClick={() => setAsking('withdraw')}
      >
        {t('drawer.withdraw')}
      </GuardedButton>
      <ReleaseDialog
        request={request}
        opened={asking === 'release'}
        isMine={isMine}
        onClose={() => setAsking(null)}
      />
      <WithdrawDialog request={request} opened={asking === 'withdraw'} onClose={() => setAsking(null)} />
    </div>
  );
}

type DialogProps = {
  readonly request: VerificationDetail;
  readonly opened: boolean;
  readonly onClose: () => void;
};

function ReleaseDialog({ request, opened, isMine, onClose }: DialogProps & { readonly isMine: boolean }) {
  const { t } = useTranslation('verification');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useVerificationRefresh();
  const { keyOf } = useCommandKey();
  const { id, version, reviewer } = request;
  const releasing = useMutation(
    trpc.verification.release.mutationOptions({
      onSuccess: () => {
        show(t('drawer.released', { id }));
        onClose();
      },
      onSettled: refresh,
    }),
  );
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('drawer.releaseTitle', { id })}
      consequences={[
        ...(isMine ? [] : [t('drawer.releaseOther', { name: reviewer ?? '' })]),
        t('drawer.releaseMine'),
      ]}
      confirmLabel={t('drawer.release')}
      busy={releasing.isPending}
      error={releasing.error === null ? null : toConsoleError(releasing.error)}
      onConfirm={() => releasing.mutate({ key: keyOf(`release ${id} ${version}`), id, version })}
    />
  );
}

function WithdrawDialog({ request, opened, onClose }: DialogProps) {
  const { t } = useTranslation('verification');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useVerificationRefresh();
  const { keyOf } = useCommandKey();
  const [reason, setReason] = useState('');
  const { id, version } = request;
  const withdrawing = useMutation(
    trpc.verification.withdraw.mutationOptions({
      onSuccess: () => {
        show(t('drawer.withdrawn', { id }));
        onClose();
      },
      onSettled: refresh,
    }),
  );
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('drawer.withdrawTitle', { id })}
      consequences={[t('drawer.withdrawText'), t('drawer.withdrawGo')]}
      confirmLabel={t('drawer.withdraw')}
      busy={withdrawing.isPending}
      error={withdrawing.error === null ? null : toConsoleError(withdrawing.error)}
      dangerous
      onConfirm={() =>
        withdrawing.mutate({ key: keyOf(`withdraw ${id} ${version} ${reason}`), id, version, reason })
      }
    >
      <Textarea
        mt="md"
        label={t('drawer.withdrawReason')}
        maxLength={500}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { VaultRotation, VaultState } from '#contract/vault.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { ConfirmDialog } from '../components/feedback/confirm-dialog.tsx';
import { ProgressWithCancel } from '../components/feedback/progress-with-cancel.tsx';
import { GuardedButton } from '../components/form/guarded-button.tsx';
import { Section } from '../components/layout/section.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { RelativeTimeText } from '../components/time/relative-time-text.tsx';
import panelPage from '../components/layout/panel-page.module.css';
import classes from './vault.module.css';

type RotationSectionProps = { readonly state: VaultState; readonly mayManage: boolean };

/** A new key on request, after saying what that does; then how far it is. */
export function RotationSection({ state, mayManage }: RotationSectionProps) {
  const { t } = useTranslation('vault');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const rotate = useMutation(
    trpc.vault.rotate.mutationOptions({
      onSuccess: (begun) => {
        queryClient.setQueryData(trpc.vault.state.queryKey(), begun);
        setAsking(false);
      },
    }),
  );
  const { rotation, secrets } = state;
  const running = rotation !== null && rotation.finishedAt === null;
  const button = (
    <GuardedButton variant="default" disabled={running} onClick={() => setAsking(true)}>
      {t('rotation.rotate')}
    </GuardedButton>
  );
  return (
    <Section
      title={t('rotation.title')}
      description={t('rotation.description')}
      actions={mayManage ? button : null}
    >
      <div role="status">
        {rotation === null ? <p className={panelPage['text']}>{t('rotation.never')}</p> : null}
        {rotation === null || running ? null : <LastRotation rotation={rotation} />}
      </div>
      {running ? <RunningRotation rotation={rotation} /> : null}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('rotation.confirmTitle')}
        consequences={[
          t('rotation.consequences.all', { count: secrets, number: integer(secrets) }),
          t('rotation.consequences.goesOn'),
          t('rotation.consequences.old'),
          t('rotation.consequences.backups'),
        ]}
        confirmLabel={t('rotation.rotate')}
        onConfirm={() => rotate.mutate()}
        busy={rotate.isPending}
        error={rotate.error === null ? null : toConsoleError(rotate.error)}
      />
    </Section>
  );
}

function RunningRotation({ rotation }: { readonly rotation: VaultRotation }) {
  const { t } = useTranslation('vault');
  // Sessions that were being added when it began come on top.
  const total = Math.max(rotation.total, rotation.resealed);
  return (
    <ProgressWithCancel
      label={t('rotation.running', { keyId: rotation.keyId })}
      done={rotation.resealed}
      total={total}
      details={t('rotation.requestedBy', { name: rotation.requestedBy })}
    />
  );
}

function LastRotation({ rotation }: { readonly rotation: VaultRotation }) {
  const { t } = useTranslation('vault');
  const { integer } = useNumberFormats();
  const { resealed, unreadable, finishedAt } = rotation;
  return (
    <>
      <p className={panelPage['text']}>
        {t('rotation.last')} <RelativeTimeText at={finishedAt} />
        {' · '}
        {t('rotation.finished', { count: resealed, number: integer(resealed) })}
      </p>
      {unreadable === 0 ? null : (
        <p className={classes['caution']}>
          {t('rotation.unreadable', { count: unreadable, number: integer(unreadable) })}
        </p>
      )}
    </>
  );
}

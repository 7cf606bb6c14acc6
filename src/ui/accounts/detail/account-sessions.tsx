import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconDeviceMobile, IconDevices, IconLogout, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TelegramSession } from '#contract/account-details.ts';
import type { AccountId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import classes from './detail.module.css';

/** Where the account is signed in on Telegram. Read when it is asked for: that connects the account. */
export function AccountSessions({ id }: { readonly id: AccountId }) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show } = useToasts();
  const [ending, setEnding] = useState<TelegramSession | 'others' | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.accounts.pathFilter());
  const list = useMutation(trpc.accounts.listSessions.mutationOptions({ onSettled: refresh }));
  const ended = (message: string) => {
    setEnding(null);
    show(message);
    list.mutate({ id });
  };
  const endOne = useMutation(
    trpc.accounts.endSession.mutationOptions({ onSuccess: () => ended(t('sessions.endedOne')) }),
  );
  const endOthers = useMutation(
    trpc.accounts.endOtherSessions.mutationOptions({ onSuccess: () => ended(t('sessions.endedOthers')) }),
  );
  const error = list.error ?? null;
  const sessions = list.data?.sessions;
  const others = sessions?.filter((session) => session.hash !== null) ?? [];
  const close = () => {
    endOne.reset();
    endOthers.reset();
    setEnding(null);
  };
  return (
    <Section
      title={t('sessions.title')}
      description={t('sessions.text')}
      actions={
        sessions === undefined ? undefined : (
          <GuardedButton
            size="compact-xs"
            variant="default"
            leftSection={<IconRefresh size={14} aria-hidden />}
            loading={list.isPending}
            onClick={() => list.mutate({ id })}
          >
            {t('sessions.again')}
          </GuardedButton>
        )
      }
    >
      {error === null ? null : (
        <ErrorState
          error={toConsoleError(error)}
          variant="inline"
          onRetry={() => list.mutate({ id })}
          retrying={list.isPending}
        />
      )}
      {sessions === undefined ? (
        list.isPending ? (
          <LoadingState lines={4} />
        ) : error === null ? (
          <GuardedButton
            variant="default"
            leftSection={<IconDevices size={16} aria-hidden />}
            onClick={() => list.mutate({ id })}
          >
            {t('sessions.read')}
          </GuardedButton>
        ) : null
      ) : (
        <>
          <ul className={classes['sessions']} aria-label={t('sessions.title')}>
            {sessions.map((session) => (
              <SessionItem
                key={session.hash ?? 'own'}
                session={session}
                onEnd={() => setEnding(session)}
                disabled={list.isPending}
              />
            ))}
          </ul>
          {others.length === 0 ? (
            <p className={classes['note']}>{t('sessions.onlyOurs')}</p>
          ) : (
            <GuardedButton
              mt="sm"
              variant="light"
              color="red"
              leftSection={<IconLogout size={16} aria-hidden />}
              onClick={() => setEnding('others')}
            >
              {t('sessions.endOthers', { count: others.length, number: integer(others.length) })}
            </GuardedButton>
          )}
        </>
      )}
      <ConfirmDialog
        opened={ending === 'others'}
        onClose={close}
        title={t('sessions.endOthersTitle')}
        consequences={[
          t('sessions.othersGo', { count: others.length, number: integer(others.length) }),
          t('sessions.oursStays'),
          t('sessions.forGood'),
        ]}
        confirmLabel={t('sessions.endOthers', { count: others.length, number: integer(others.length) })}
        onConfirm={() => endOthers.mutate({ id })}
        busy={endOthers.isPending}
        error={endOthers.error === null ? null : toConsoleError(endOthers.error)}
        dangerous
      />
      <ConfirmDialog
        opened={ending !== null && ending !== 'others'}
        onClose={close}
        title={t('sessions.endOneTitle')}
        consequences={[
          t('sessions.oneGoes', {
            device: ending === null || ending === 'others' ? '' : ending.device,
            place: ending === null || ending === 'others' ? '' : ending.place,
          }),
          t('sessions.forGood'),
        ]}
        confirmLabel={t('sessions.end')}
        onConfirm={() => {
          if (ending !== null && ending !== 'others' && ending.hash !== null)
            endOne.mutate({ id, hash: ending.hash });
        }}
        busy={endOne.isPending}
        error={endOne.error === null ? null : toConsoleError(endOne.error)}
        dangerous
      />
    </Section>
  );
}

type SessionItemProps = {
  readonly session: TelegramSession;
  readonly onEnd: () => void;
  readonly disabled: boolean;
};

function SessionItem({ session, onEnd, disabled }: SessionItemProps) {
  const { t } = useTranslation('accounts');
  const device = session.device === '' ? t('sessions.unknownDevice') : session.device;
  return (
    <li className={classes['session']}>
      <IconDeviceMobile size={18} aria-hidden />
      <div className={classes['sessionWords']}>
        <span className={classes['sessionDevice']}>
          {device}
          {session.hash === null ? <ToneBadge tone="info">{t('sessions.ours')}</ToneBadge> : null}
          {session.passwordPending ? (
            <ToneBadge tone="caution">{t('sessions.passwordPending')}</ToneBadge>
          ) : null}
        </span>
        <span>{[session.app, session.platform].filter((part) => part !== '').join(' · ')}</span>
        <span>
          {[session.place, session.ip].filter((part) => part !== '').join(' · ')} · {t('sessions.active')}{' '}
          <RelativeTimeText at={session.activeAt} />
        </span>
      </div>
      {session.hash === null ? null : (
        <GuardedButton
          size="compact-sm"
          variant="default"
          disabled={disabled}
          aria-label={t('sessions.endNamed', { device })}
          onClick={onEnd}
        >
          {t('sessions.end')}
        </GuardedButton>
      )}
    </li>
  );
}

import { useState } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isErrorCode } from '#contract/errors.ts';
import type { OutboxEntry } from '#contract/outbox.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { ConfirmDialog } from '../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../components/feedback/use-toasts.ts';
import { Section } from '../components/layout/section.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import { LoadingOrError } from '../components/states/loading-or-error.tsx';
import { RelativeTimeText } from '../components/time/relative-time-text.tsx';
import { ToneBadge } from '../components/tone/tone-badge.tsx';
import { Conflict } from './conflict.tsx';
import classes from './sync.module.css';

/** What waits to be sent, and what somebody has to decide before it can be. */
export function OutboxSection() {
  const { t } = useTranslation('sync');
  const trpc = useTRPC();
  const entries = useQuery(trpc.sync.outbox.queryOptions());
  return (
    <Section title={t('outbox.title')} description={t('outbox.description')}>
      {entries.data === undefined ? (
        <LoadingOrError read={entries} lines={3} variant="inline" />
      ) : entries.data.length === 0 ? (
        <p className={classes['quiet']}>{t('outbox.none')}</p>
      ) : (
        <ul className={classes['entries']} aria-label={t('outbox.list')}>
          {entries.data.map((entry) => (
            <li key={entry.key} className={classes['entry']} data-outbox-state={entry.state}>
              <Entry entry={entry} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const toneOf = { waiting: 'info', conflict: 'serious', refused: 'critical' } as const;

function Entry({ entry }: { readonly entry: OutboxEntry }) {
  const { t } = useTranslation('sync');
  const { state, change, conflict, refusal } = entry;
  return (
    <>
      <div className={classes['entryHead']}>
        <ToneBadge tone={toneOf[state]}>{t(`outbox.states.${state}`)}</ToneBadge>
        <strong>
          {change.kind === 'note'
            ? t('outbox.note', { id: change.account })
            : change.kind === 'customer-note'
              ? t('outbox.customerNote', { id: change.customer })
              : t('outbox.labels', { count: change.accounts.length, ids: change.accounts.join(', ') })}
        </strong>
        <span className={classes['quiet']}>
          {t('outbox.by', { name: entry.operator })} <RelativeTimeText at={entry.queuedAt} />
        </span>
        <span className={classes['gap']} />
        <EntryActions entry={entry} />
      </div>
      {conflict?.kind === 'note-changed' ? null : <ChangeText entry={entry} />}
      {entry.sentBefore ? <p className={classes['quiet']}>{t('outbox.sentBefore')}</p> : null}
      {conflict === null ? null : <Conflict entry={entry} conflict={conflict} />}
      {refusal === null || !isErrorCode(refusal.code) ? null : (
        <ErrorState error={{ code: refusal.code, details: refusal.details }} variant="inline" />
      )}
    </>
  );
}

function ChangeText({ entry: { change } }: { readonly entry: OutboxEntry }) {
  const { t } = useTranslation('sync');
  if (change.kind === 'note' || change.kind === 'customer-note') {
    return (
      <blockquote className={classes['text']}>
        {change.text === '' ? t('outbox.emptied') : change.text}
      </blockquote>
    );
  }
  const parts = [
    ...(change.add.length === 0 ? [] : [t('outbox.added', { labels: change.add.join(', ') })]),
    ...(change.remove.length === 0 ? [] : [t('outbox.removed', { labels: change.remove.join(', ') })]),
  ];
  return <p className={classes['text']}>{parts.join('; ')}</p>;
}

function EntryActions({ entry }: { readonly entry: OutboxEntry }) {
  const { t } = useTranslation('sync');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show, showError } = useToasts();
  const [discarding, setDiscarding] = useState(false);
  const onSettled = () => queryClient.invalidateQueries(trpc.sync.outbox.queryFilter());
  const discard = useMutation(
    trpc.sync.discard.mutationOptions({
      onSuccess: () => {
        setDiscarding(false);
        show(t('outbox.discarded'));
      },
      onSettled,
    }),
  );
  const retry = useMutation(
    trpc.sync.retry.mutationOptions({
      onSuccess: () => show(t('outbox.sent')),
      onError: showError,
      onSettled,
    }),
  );
  if (entry.state === 'conflict') return null;
  return (
    <span className={classes['actions']}>
      {entry.state === 'refused' ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={retry.isPending}
          onClick={() => retry.mutate({ key: entry.key })}
        >
          {t('outbox.retry')}
        </Button>
      ) : null}
      <Button size="compact-sm" variant="default" onClick={() => setDiscarding(true)}>
        {t('outbox.discard')}
      </Button>
      <ConfirmDialog
        opened={discarding}
        onClose={() => setDiscarding(false)}
        title={t('outbox.discardTitle')}
        consequences={[
          t('outbox.discardText'),
          ...(entry.sentBefore ? [t('outbox.discardMayHaveArrived')] : []),
        ]}
        confirmLabel={t('outbox.discard')}
        onConfirm={() => discard.mutate({ key: entry.key })}
        busy={discard.isPending}
        error={discard.error === null ? null : toConsoleError(discard.error)}
        dangerous
      />
    </span>
  );
}

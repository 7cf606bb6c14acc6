import { useId, useState, type ReactNode } from 'react';
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { noteLimit } from '#contract/account-details.ts';
import type { ConflictResolution, OutboxConflict, OutboxEntry } from '#contract/outbox.ts';
import { useTRPC } from '../app/trpc.ts';
import { useToasts } from '../components/feedback/use-toasts.ts';
import { RelativeTimeText } from '../components/time/relative-time-text.tsx';
import classes from './sync.module.css';

type ConflictProps = { readonly entry: OutboxEntry; readonly conflict: OutboxConflict };

/** Both versions side by side, and the decision between them. */
export function Conflict({ entry, conflict }: ConflictProps) {
  if (conflict.kind === 'accounts-gone') return <AccountsGone entry={entry} gone={conflict.accounts} />;
  return entry.change.kind === 'note' ? (
    <NoteChanged entry={entry} mine={entry.change.text} theirs={conflict.theirs} />
  ) : null;
}

function useResolve(entry: OutboxEntry) {
  const { t } = useTranslation('sync');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show, showError } = useToasts();
  const resolve = useMutation(
    trpc.sync.resolve.mutationOptions({
      onSuccess: () => show(t('conflict.decided')),
      onError: showError,
      onSettled: () => queryClient.invalidateQueries(trpc.sync.outbox.queryFilter()),
    }),
  );
  return {
    isPending: resolve.isPending,
    decide: (resolution: ConflictResolution) => resolve.mutate({ key: entry.key, resolution }),
  };
}

type NoteChangedProps = {
  readonly entry: OutboxEntry;
  readonly mine: string;
  readonly theirs: Extract<OutboxConflict, { kind: 'note-changed' }>['theirs'];
};

function NoteChanged({ entry, mine, theirs }: NoteChangedProps) {
  const { t } = useTranslation('sync');
  const { isPending, decide } = useResolve(entry);
  const [edited, setEdited] = useState<string | null>(null);
  return (
    <>
      <p className={classes['question']}>{t('conflict.changed')}</p>
      <div className={classes['versions']}>
        <Version
          title={t('conflict.mine')}
          by={
            <>
              {entry.operator}, <RelativeTimeText at={entry.queuedAt} />
            </>
          }
          text={mine}
        />
        <Version
          title={t('conflict.theirs')}
          by={
            <>
              {theirs.changedBy}, <RelativeTimeText at={theirs.changedAt} />
            </>
          }
          text={theirs.text}
        />
      </div>
      {edited === null ? (
        <div className={classes['actions']}>
          <Button size="compact-sm" loading={isPending} onClick={() => decide({ kind: 'mine' })}>
            {t('conflict.keepMine')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isPending}
            onClick={() => decide({ kind: 'theirs' })}
          >
            {t('conflict.takeTheirs')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isPending}
            onClick={() => setEdited(`${theirs.text}\n${mine}`)}
          >
            {t('conflict.edit')}
          </Button>
        </div>
      ) : (
        <>
          <Textarea
            label={t('conflict.edited')}
            autosize
            minRows={3}
            maxRows={12}
            maxLength={noteLimit}
            value={edited}
            onChange={(event) => setEdited(event.currentTarget.value)}
            data-autofocus
          />
          <div className={classes['actions']}>
            <Button
              size="compact-sm"
              loading={isPending}
              onClick={() => decide({ kind: 'edited', text: edited })}
            >
              {t('conflict.saveEdited')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setEdited(null)}>
              {t('conflict.cancelEdit')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

type VersionProps = { readonly title: string; readonly by: ReactNode; readonly text: string };

function Version({ title, by, text }: VersionProps) {
  const { t } = useTranslation('sync');
  const titleId = useId();
  return (
    <section className={classes['version']} aria-labelledby={titleId}>
      <h3 id={titleId}>{title}</h3>
      <p className={classes['quiet']}>{by}</p>
      <blockquote>{text === '' ? t('outbox.emptied') : text}</blockquote>
    </section>
  );
}

function AccountsGone({ entry, gone }: { readonly entry: OutboxEntry; readonly gone: readonly number[] }) {
  const { t } = useTranslation('sync');
  const { isPending, decide } = useResolve(entry);
  const left = entry.change.kind === 'labels' ? entry.change.accounts.length - gone.length : 0;
  return (
    <>
      <p className={classes['question']}>
        {t(gone.length === 1 ? 'conflict.gone' : 'conflict.goneSome', { ids: gone.join(', ') })}
      </p>
      <div className={classes['actions']}>
        {left > 0 ? (
          <Button size="compact-sm" loading={isPending} onClick={() => decide({ kind: 'mine' })}>
            {t('conflict.keepRest')}
          </Button>
        ) : null}
        <Button
          size="compact-sm"
          variant="default"
          disabled={isPending}
          onClick={() => decide({ kind: 'theirs' })}
        >
          {t('conflict.giveUp')}
        </Button>
      </div>
    </>
  );
}

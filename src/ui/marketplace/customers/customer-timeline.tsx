import { useState } from 'react';
import { Textarea } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerId } from '#contract/ids.ts';
import type { CustomerEvent } from '#contract/marketplace/customer-acts.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Pager } from '../../components/layout/pager.tsx';
import { Section } from '../../components/layout/section.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { QueuedMark } from '../../sync/queued-mark.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefreshCustomers } from './use-refresh-customers.ts';

const pageSize = 20;

/** What happened to a customer, the newest first, and a place to write something down. */
export function CustomerTimeline({ id }: { readonly id: CustomerId }) {
  const { t } = useTranslation('customers');
  const trpc = useTRPC();
  const mayWrite = useMay('marketplace:write');
  const [page, setPage] = useState(1);
  const read = useQuery({
    ...trpc.customers.timeline.queryOptions({ id, offset: (page - 1) * pageSize, limit: pageSize }),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={t('timeline.title')}>
      {mayWrite ? <NewNote id={id} /> : null}
      {read.data === undefined ? (
        <LoadingOrError read={read} lines={5} />
      ) : read.data.total === 0 && read.data.waiting.length === 0 ? (
        <p className={classes['text']}>{t('timeline.none')}</p>
      ) : (
        <>
          <ol className={classes['timeline']} aria-label={t('timeline.title')}>
            {read.data.waiting.map((note) => (
              <li key={`${note.at} ${note.text}`} className={classes['event']} data-kind="waiting">
                <div className={classes['eventTitle']}>
                  {t('timeline.kinds.noted')} <QueuedMark />
                </div>
                <div className={classes['quiet']}>
                  <RelativeTimeText at={note.at} /> {t('timeline.by', { actor: note.actor })}
                </div>
                <p className={classes['text']} dir="auto">
                  {note.text}
                </p>
              </li>
            ))}
            {read.data.rows.map((event) => (
              <TimelineRow key={event.id} event={event} />
            ))}
          </ol>
          <Pager page={page} pageSize={pageSize} total={read.data.total} onPage={setPage} />
        </>
      )}
    </Section>
  );
}

function TimelineRow({ event }: { readonly event: CustomerEvent }) {
  const { t } = useTranslation('customers');
  const edits = Object.entries(event.before ?? {}).map(([field, value]) =>
    t('timeline.before', {
      field:
        field === 'name' || field === 'role' || field === 'country' ? t(`timeline.fields.${field}`) : field,
      value: value ?? t('timeline.empty'),
    }),
  );
  const score = event.score === null || event.score.was === event.score.is ? null : event.score;
  return (
    <li className={classes['event']} data-kind={event.kind}>
      <div className={classes['eventTitle']}>{t(`timeline.kinds.${event.kind}`)}</div>
      <div className={classes['quiet']}>
        <RelativeTimeText at={event.at} /> {t('timeline.by', { actor: event.actor })}
        {score === null ? null : ` · ${t('timeline.score', score)}`}
      </div>
      {edits.map((edit) => (
        <div key={edit} className={classes['quiet']}>
          <bdi>{edit}</bdi>
        </div>
      ))}
      {event.reason === null ? null : (
        <p className={classes['text']} dir="auto">
          {event.reason}
        </p>
      )}
    </li>
  );
}

function NewNote({ id }: { readonly id: CustomerId }) {
  const { t } = useTranslation('customers');
  const trpc = useTRPC();
  const { show, showError } = useToasts();
  const refresh = useRefreshCustomers();
  const { keyOf, settled } = useCommandKey();
  const [text, setText] = useState('');
  const noting = useMutation(
    trpc.customers.note.mutationOptions({
      onSettled: refresh,
      onError: showError,
      onSuccess: ({ version }) => {
        settled();
        setText('');
        show(t(version === null ? 'timeline.noteQueued' : 'timeline.noted'));
      },
    }),
  );
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!noting.isPending && text.trim() !== '') noting.mutate({ key: keyOf(`${id} ${text}`), id, text });
      }}
    >
      <Textarea
        label={t('timeline.note')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={5_000}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes['buttons']}>
        <GuardedButton
          type="submit"
          size="xs"
          variant="light"
          queues
          loading={noting.isPending}
          disabled={text.trim() === ''}
        >
          {t('timeline.addNote')}
        </GuardedButton>
      </div>
    </form>
  );
}

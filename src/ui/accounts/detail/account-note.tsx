import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCircleCheck, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type AccountNote, noteLimit } from '#contract/account-details.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import type { AccountId } from '#contract/ids.ts';
import { useTRPC } from '../../app/trpc.ts';
import { Section } from '../../components/layout/section.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { toneColours } from '../../components/tone/tone.ts';
import { NoteToDecide, QueuedMark } from '../../sync/queued-mark.tsx';
import { useMay } from '../../app/use-may.ts';
import { type NoteEditor, useNoteEditor } from './use-note-editor.ts';
import classes from './detail.module.css';

/** What the team wrote about an account. */
export function AccountNoteSection({ id }: { readonly id: AccountId }) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const mayWrite = useMay('accounts:write');
  const note = useQuery(trpc.accounts.note.queryOptions({ id }));
  return (
    <Section title={t('note.title')}>
      {note.data === undefined ? (
        <LoadingOrError read={note} lines={2} variant="inline" />
      ) : mayWrite ? (
        <NoteField id={id} note={note.data} />
      ) : (
        <p className={classes['note']}>{note.data.text === '' ? t('detail.none') : note.data.text}</p>
      )}
    </Section>
  );
}

function bringIntoView(node: HTMLElement | null): void {
  node?.scrollIntoView({ block: 'nearest' });
}

function NoteField({ id, note }: { readonly id: AccountId; readonly note: AccountNote }) {
  const { t } = useTranslation('accounts');
  const editor = useNoteEditor(id, note);
  return (
    <>
      <Textarea
        aria-label={t('note.title')}
        placeholder={t('note.placeholder')}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={noteLimit}
        value={editor.text}
        onChange={(event) => editor.write(event.currentTarget.value)}
        onBlur={editor.flush}
      />
      <NoteStateLine editor={editor} />
      <NoteToDecide id={id} />
      {editor.state.kind === 'conflict' ? (
        <div className={classes['conflict']} role="alert" ref={bringIntoView}>
          <p>{t('note.conflict', { name: editor.state.theirs.changedBy ?? '' })}</p>
          <blockquote>
            {editor.state.theirs.text === '' ? t('note.emptied') : editor.state.theirs.text}
          </blockquote>
          <div className={classes['conflictButtons']}>
            <Button size="compact-sm" variant="default" onClick={editor.keepTheirs}>
              {t('note.keepTheirs')}
            </Button>
            <Button size="compact-sm" onClick={editor.keepMine}>
              {t('note.keepMine')}
            </Button>
          </div>
        </div>
      ) : null}
      {editor.state.kind === 'failed' ? (
        <ErrorState error={editor.state.error} variant="inline" onRetry={editor.flush} />
      ) : null}
    </>
  );
}

function NoteStateLine({ editor: { state, stored } }: { readonly editor: NoteEditor }) {
  const { t } = useTranslation('accounts');
  const content = () => {
    switch (state.kind) {
      case 'saving':
        return t('note.saving');
      case 'unsaved':
      case 'failed':
      case 'conflict':
        return (
          <>
            <IconPencil size={14} color={toneColours('caution').text} aria-hidden />
            {t('note.unsaved')}
          </>
        );
      case 'saved':
        if (stored.queued === true) {
          return (
            <>
              <QueuedMark /> {t('note.queued')}
            </>
          );
        }
        if (stored.changedAt === null) return t('note.never');
        return (
          <>
            <IconCircleCheck size={14} color={toneColours('positive').text} aria-hidden />
            <span>
              {t('note.saved', { name: stored.changedBy ?? '' })} <RelativeTimeText at={stored.changedAt} />
            </span>
          </>
        );
      default:
        return exhaustive(state);
    }
  };
  return (
    <div className={classes['noteState']} role="status" data-note-state={state.kind}>
      {content()}
    </div>
  );
}

import { useId, useState } from 'react';
import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Annotation, AnnotationAnswer } from '#contract/metrics/annotations.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useMay } from '../../app/use-may.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import { rangeLabel } from '../period-label.ts';
import { AddNote } from './add-note.tsx';
import { AnnotationLink } from './annotation-link.tsx';
import classes from './annotations.module.css';
import { type Note, RemoveNote } from './remove-note.tsx';
import { useAnnotations } from './use-annotations.ts';

/** What happened in the days of a dashboard, folded until somebody wants to know. */
export function AnnotationList({ today }: { readonly today: string }) {
  const { t } = useTranslation('analytics');
  const { integer } = useNumberFormats();
  const mayAnnotate = useMay('analytics:annotate');
  const [opened, setOpened] = useState(false);
  const listId = useId();
  const { data, error, refetch } = useAnnotations();
  return (
    <section className={classes['frame']} aria-label={t('annotations.loading')}>
      <div className={classes['head']}>
        <UnstyledButton
          className={classes['toggle'] ?? ''}
          aria-expanded={opened}
          aria-controls={listId}
          onClick={() => setOpened(!opened)}
        >
          <IconChevronRight className={classes['chevron']} size={15} aria-hidden />
          {data === undefined
            ? t('annotations.loading')
            : t('annotations.title', { number: integer(data.total) })}
        </UnstyledButton>
        {mayAnnotate ? <AddNote today={today} onAdded={() => setOpened(true)} /> : null}
      </div>
      <div id={listId} hidden={!opened}>
        {error === null ? null : (
          <ErrorState error={toConsoleError(error)} variant="inline" onRetry={() => void refetch()} />
        )}
        {opened && data !== undefined ? <Happened answer={data} /> : null}
      </div>
    </section>
  );
}

function Happened({ answer: { annotations, total } }: { readonly answer: AnnotationAnswer }) {
  const { t } = useTranslation('analytics');
  const { integer } = useNumberFormats();
  const [removed, setRemoved] = useState<Note | null>(null);
  if (annotations.length === 0) return <p className={classes['quiet']}>{t('annotations.none')}</p>;
  return (
    <>
      <ul className={classes['list']} tabIndex={0} aria-label={t('annotations.column')}>
        {annotations.map((annotation) => (
          <Row key={annotation.key} annotation={annotation} onRemove={setRemoved} />
        ))}
      </ul>
      {total > annotations.length ? (
        <p className={classes['quiet']}>
          {t('annotations.more', { shown: integer(annotations.length), total: integer(total) })}
        </p>
      ) : null}
      <RemoveNote note={removed} onClose={() => setRemoved(null)} />
    </>
  );
}

type RowProps = { readonly annotation: Annotation; readonly onRemove: (note: Note) => void };

function Row({ annotation, onRemove }: RowProps) {
  const { t, i18n } = useTranslation('analytics');
  const { day, kind } = annotation;
  return (
    <li className={classes['row']}>
      <time className={classes['day']} dateTime={day}>
        {rangeLabel({ from: day, to: day }, i18n.language)}
      </time>
      <span className={classes['what']}>
        <AnnotationLink annotation={annotation} />
      </span>
      {kind === 'note' && annotation.mayRemove ? (
        <ActionIcon
          size="sm"
          aria-label={t('annotations.remove', { text: annotation.text })}
          onClick={() => onRemove(annotation)}
        >
          <IconTrash size={14} aria-hidden />
        </ActionIcon>
      ) : null}
    </li>
  );
}

import { useState, type ReactNode } from 'react';
import { ActionIcon, Tooltip } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import {
  IconChevronLeft,
  IconChevronRight,
  IconRotateClockwise,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { VerificationDocument } from '#contract/marketplace/verification.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import { DocumentPage } from './document-page.tsx';
import type { PageView } from './shown-document.ts';
import { useShownDocument } from './use-shown-document.ts';
import classes from './verification.module.css';

const zooms = [0.5, 0.75, 1, 1.5, 2, 3, 4] as const;
const fitting = 2;
/** A PDF of more pages is no document of a person. */
const mostPages = 30;
const nextTurn = { 0: 90, 90: 180, 180: 270, 270: 0 } as const;

type DocumentViewerProps = {
  /** Those that can be looked at. */
  readonly documents: readonly VerificationDocument[];
  readonly first: number;
};

/** Shows documents one at a time. What is shown is decrypted for that, and gone when another is shown or the viewer closes. */
export function DocumentViewer({ documents, first }: DocumentViewerProps) {
  const { t } = useTranslation('verification');
  const [index, setIndex] = useState(first);
  const [zoom, setZoom] = useState<number>(fitting);
  const [turned, setTurned] = useState<PageView['turned']>(0);
  const [attempt, setAttempt] = useState(0);
  const { ref, width } = useElementSize();
  const shown = documents[index] ?? documents[0];
  const opening = useShownDocument(shown?.id ?? null, attempt);
  if (shown === undefined) return <p className={classes['quiet']}>{t('viewer.none')}</p>;
  const go = (to: number) => {
    setIndex((to + documents.length) % documents.length);
    setTurned(0);
    setZoom(fitting);
  };
  const kind = t(`documents.kinds.${shown.kind}`);
  const view = { width: Math.round(width * (zooms[zoom] ?? 1)), turned };
  return (
    <div className={classes['viewer']}>
      <div className={classes['tools']} role="toolbar" aria-label={t('viewer.tools')}>
        <span className={classes['what']}>
          <span className={classes['name']}>{kind}</span>{' '}
          <span className={classes['quiet']}>
            {t('viewer.place', { number: index + 1, total: documents.length })}
          </span>
        </span>
        <Tool label={t('viewer.zoomOut')} off={zoom === 0} onClick={() => setZoom(zoom - 1)}>
          <IconZoomOut size={17} aria-hidden />
        </Tool>
        <Tool label={t('viewer.zoomIn')} off={zoom === zooms.length - 1} onClick={() => setZoom(zoom + 1)}>
          <IconZoomIn size={17} aria-hidden />
        </Tool>
        <Tool label={t('viewer.rotate')} onClick={() => setTurned(nextTurn[turned])}>
          <IconRotateClockwise size={17} aria-hidden />
        </Tool>
        <Tool label={t('viewer.previous')} off={documents.length < 2} onClick={() => go(index - 1)}>
          <IconChevronLeft size={17} aria-hidden />
        </Tool>
        <Tool label={t('viewer.next')} off={documents.length < 2} onClick={() => go(index + 1)}>
          <IconChevronRight size={17} aria-hidden />
        </Tool>
      </div>
      <div className={classes['stage']} tabIndex={0} role="region" aria-label={kind}>
        <div ref={ref}>
          {opening.kind === 'loading' ? <p role="status">{t('viewer.loading')}</p> : null}
          {opening.kind === 'broken' ? <p role="alert">{t('viewer.broken')}</p> : null}
          {opening.kind === 'refused' ? (
            <ErrorState error={opening.error} onRetry={() => setAttempt(attempt + 1)} />
          ) : null}
        </div>
        {opening.kind === 'open' ? (
          <div className={classes['pages']}>
            {Array.from({ length: Math.min(opening.document.pages, mostPages) }, (_, at) => (
              <DocumentPage
                key={`${shown.id} ${at}`}
                document={opening.document}
                page={at + 1}
                view={view}
                label={t('viewer.page', { kind, page: at + 1, pages: opening.document.pages })}
                broken={t('viewer.broken')}
              />
            ))}
          </div>
        ) : null}
      </div>
      <p className={classes['quiet']}>{t('viewer.audit')}</p>
    </div>
  );
}

type ToolProps = {
  readonly label: string;
  readonly off?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function Tool({ label, off = false, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="md" aria-label={label} disabled={off} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

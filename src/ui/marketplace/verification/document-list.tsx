import { useState } from 'react';
import { Anchor } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DocumentId } from '#contract/ids.ts';
import type { VerificationDetail, VerificationDocument } from '#contract/marketplace/verification.ts';
import { isOpen } from '#contract/marketplace/verification-states.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { useVerificationRefresh } from './use-verification-refresh.ts';
import classes from './verification.module.css';

type DocumentListProps = {
  readonly request: VerificationDetail;
  readonly onView: (id: DocumentId) => void;
};

/** Which documents there are, from the local copy: what they show is asked for one at a time, by those who may. */
export function DocumentList({ request, onView }: DocumentListProps) {
  const { t } = useTranslation('verification');
  const mayReview = useMay('verification:review');
  const mayHandIn = useMay('marketplace:write');
  const [removing, setRemoving] = useState<DocumentId | null>(null);
  if (request.shown.length === 0) return <p className={classes['quiet']}>{t('documents.none')}</p>;
  return (
    <>
      <ul className={classes['list']} aria-label={t('documents.title')}>
        {request.shown.map((document) => (
          <li key={document.id} className={classes['document']}>
            <DocumentWords document={document} />
            {document.state === 'erased' ? null : (
              <span className={classes['buttons']}>
                <GuardedButton
                  size="compact-xs"
                  variant="light"
                  reason={mayReview ? null : t('drawer.mayNot')}
                  aria-label={`${t('documents.view')}: ${t(`documents.kinds.${document.kind}`)}`}
                  onClick={() => onView(document.id)}
                >
                  {t('documents.view')}
                </GuardedButton>
                {isOpen(request.state) && mayHandIn ? (
                  <GuardedButton
                    size="compact-xs"
                    variant="default"
                    aria-label={`${t('documents.remove')}: ${t(`documents.kinds.${document.kind}`)}`}
                    onClick={() => setRemoving(document.id)}
                  >
                    {t('documents.remove')}
                  </GuardedButton>
                ) : null}
              </span>
            )}
          </li>
        ))}
      </ul>
      <RemoveDocument id={removing} onClose={() => setRemoving(null)} />
    </>
  );
}

function DocumentWords({ document }: { readonly document: VerificationDocument }) {
  const { t, i18n } = useTranslation('verification');
  const { integer } = useNumberFormats();
  const { width, height, size } = document;
  const oneDigit = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const facts = [
    t(`documents.types.${document.mediaType}`),
    width === null || height === null
      ? null
      : t('documents.pixels', { width: integer(width), height: integer(height) }),
    size < 1_000_000
      ? t('documents.kilobytes', { number: integer(Math.ceil(size / 1_000)) })
      : t('documents.megabytes', { number: oneDigit.format(size / 1_000_000) }),
  ];
  return (
    <span className={classes['words']}>
      <span className={classes['name']}>{t(`documents.kinds.${document.kind}`)}</span>{' '}
      <span className={classes['quiet']}>
        {document.state === 'erased'
          ? t('documents.erased')
          : facts.filter((fact) => fact !== null).join(', ')}
      </span>
      <span className={classes['quiet']}>
        {' · '}
        <RelativeTimeText at={document.addedAt} /> {t('drawer.by', { name: document.addedBy })}
      </span>
      {document.sameAs === null ? null : (
        <p className={classes['warning']}>
          <Anchor
            inherit
            c="inherit"
            underline="always"
            renderRoot={(props) => (
              <Link to="/marketplace/verification" search={{ request: document.sameAs }} {...props} />
            )}
          >
            {t('documents.sameAs', { id: document.sameAs })}
          </Anchor>
        </p>
      )}
    </span>
  );
}

function RemoveDocument({ id, onClose }: { readonly id: DocumentId | null; readonly onClose: () => void }) {
  const { t } = useTranslation('verification');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useVerificationRefresh();
  const removing = useMutation(
    trpc.verification.removeDocument.mutationOptions({
      onSuccess: () => {
        show(t('documents.removed'));
        onClose();
      },
      onSettled: refresh,
    }),
  );
  return (
    <ConfirmDialog
      opened={id !== null}
      onClose={onClose}
      title={t('documents.removeTitle')}
      consequences={[t('documents.removeText')]}
      confirmLabel={t('documents.remove')}
      busy={removing.isPending}
      error={removing.error === null ? null : toConsoleError(removing.error)}
      dangerous
      onConfirm={() => {
        if (id !== null) removing.mutate({ documentId: id });
      }}
    />
  );
}

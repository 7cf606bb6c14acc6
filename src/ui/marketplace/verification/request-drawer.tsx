import { useState } from 'react';
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DocumentId, VerificationId } from '#contract/ids.ts';
import type { VerificationDetail } from '#contract/marketplace/verification.ts';
import { isOpen } from '#contract/marketplace/verification-states.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { RecordDrawer } from '../../components/layout/record-drawer.tsx';
import { useLastShown } from '../../components/layout/use-last-shown.ts';
import { Section } from '../../components/layout/section.tsx';
import marketplace from '../marketplace.module.css';
import { DocumentList } from './document-list.tsx';
import { RequestActs, useIsMine } from './request-acts.tsx';
import { RequestFacts } from './request-facts.tsx';
import { RequestHistory } from './request-history.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import { UploadDocuments } from './upload-documents.tsx';
import { VerificationBadge } from './verification-badge.tsx';

type RequestDrawerProps = {
  /** Null closes the drawer. */
  readonly id: VerificationId | null;
  readonly onClose: () => void;
};

/** One request: who asks for what, what they handed in, what can be done, and what happened. */
export function RequestDrawer({ id, onClose }: RequestDrawerProps) {
  const { t } = useTranslation('verification');
  const trpc = useTRPC();
  const shownId = useLastShown(id);
  const read = useQuery({
    ...trpc.verification.request.queryOptions({ id: shownId ?? 0 }),
    enabled: shownId !== null,
  });
  return (
    <RecordDrawer
      opened={id !== null}
      onClose={onClose}
      read={read}
      title={t('request', { id: shownId ?? '' })}
      subtitle={read.data && <VerificationBadge state={read.data.state} />}
    >
      {(request) => <Request key={request.id} request={request} />}
    </RecordDrawer>
  );
}

function Request({ request }: { readonly request: VerificationDetail }) {
  const { t } = useTranslation('verification');
  const mayHandIn = useMay('marketplace:write');
  const isMine = useIsMine(request);
  const [looking, setLooking] = useState<DocumentId | 'any' | null>(null);
  return (
    <div className={marketplace['part']}>
      <RequestActs request={request} onReview={() => setLooking('any')} />
      <RequestFacts request={request} />
      <Section title={t('documents.title')}>
        <div className={marketplace['form']}>
          <DocumentList request={request} onView={setLooking} />
          {isOpen(request.state) && mayHandIn ? <UploadDocuments request={request} /> : null}
        </div>
      </Section>
      {request.others.length === 0 ? null : (
        <Section title={t('drawer.others')}>
          <ul className={marketplace['cards']}>
            {request.others.map((other) => (
              <li key={other.id} className={marketplace['cardLine']}>
                <Anchor
                  size="sm"
                  renderRoot={(props) => (
                    <Link to="/marketplace/verification" search={{ request: other.id }} {...props} />
                  )}
                >
                  {t('request', { id: other.id })}
                </Anchor>
                <span className={marketplace['quiet']}>{t(`kinds.${other.kind}`)}</span>
                <VerificationBadge state={other.state} quiet />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('drawer.history')}>
        <RequestHistory events={request.timeline} />
      </Section>
      <ReviewDialog request={request} first={looking} decides={isMine} onClose={() => setLooking(null)} />
    </div>
  );
}

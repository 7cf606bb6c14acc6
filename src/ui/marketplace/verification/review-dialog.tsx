import { useTranslation } from 'react-i18next';
import type { DocumentId } from '#contract/ids.ts';
import type { VerificationDetail } from '#contract/marketplace/verification.ts';
import { FactList } from '../../components/layout/fact-list.tsx';
import { Dialog } from '../../components/layout/dialog.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { DecisionForm } from './decision-form.tsx';
import { DocumentViewer } from './document-viewer.tsx';
import classes from './verification.module.css';

type ReviewDialogProps = {
  readonly request: VerificationDetail;
  /** Which document is shown first; null while closed. */
  readonly first: DocumentId | 'any' | null;
  /** Whether this operator decides it; without, the documents are only looked at. */
  readonly decides: boolean;
  readonly onClose: () => void;
};

/** The documents of a request beside the facts and the decision. Closing it clears what was shown. */
export function ReviewDialog({ request, first, decides, onClose }: ReviewDialogProps) {
  const { t } = useTranslation('verification');
  const documents = request.shown.filter(({ state }) => state === 'stored');
  const at = documents.findIndex(({ id }) => id === first);
  return (
    <Dialog
      opened={first !== null}
      onClose={onClose}
      title={t(decides ? 'viewer.title' : 'viewer.only', { id: request.id })}
      width={decides ? 1_120 : 860}
    >
      <div className={classes['review']} data-alone={!decides || undefined}>
        <DocumentViewer documents={documents} first={Math.max(0, at)} />
        {decides ? (
          <div className={classes['form']}>
            <FactList
              facts={[
                { label: t('drawer.customer'), value: <bdi>{request.customer.name}</bdi> },
                {
                  label: t('columns.kind'),
                  value: [t(`kinds.${request.kind}`), request.label]
                    .filter((word) => word !== null)
                    .join(' · '),
                },
                {
                  label: t('drawer.risk'),
                  value: t('drawer.riskValue', { score: request.customer.riskScore }),
                },
                { label: t('drawer.asked'), value: <RelativeTimeText at={request.requestedAt} /> },
              ]}
            />
            <DecisionForm request={request} onDecided={onClose} />
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}

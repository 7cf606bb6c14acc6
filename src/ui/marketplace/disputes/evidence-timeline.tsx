import { useTranslation } from 'react-i18next';
import type { DisputeDetail } from '#contract/disputes.ts';
import { Section } from '../../components/layout/section.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';
import { useMay } from '../../app/use-may.ts';
import { AddEvidence } from './add-evidence.tsx';

/** What both sides said and what was found, the oldest first; a note can be added. */
export function EvidenceTimeline({ dispute }: { readonly dispute: DisputeDetail }) {
  const { t } = useTranslation('marketplace');
  const mayWrite = useMay('marketplace:write');
  return (
    <Section title={t('disputes.evidence')} description={t('disputes.evidenceText')}>
      <div className={classes['form']}>
        <ol className={classes['timeline']} aria-label={t('disputes.evidence')}>
          {dispute.evidence.map(({ id, at, side, author, text }) => (
            <li key={id} className={classes['event']}>
              <div className={classes['eventTitle']}>{t(`disputes.sides.${side}`)}</div>
              <div className={classes['quiet']}>
                <RelativeTimeText at={at} /> {t('disputes.decidedBy', { by: author })}
              </div>
              <p className={classes['text']}>
                <bdi>{text}</bdi>
              </p>
            </li>
          ))}
        </ol>
        {dispute.state === 'resolved' || !mayWrite ? null : <AddEvidence disputeId={dispute.id} />}
      </div>
    </Section>
  );
}

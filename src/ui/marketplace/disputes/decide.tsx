import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisputeDetail } from '#contract/disputes.ts';
import { useMay } from '../../app/use-may.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Dialog } from '../../components/layout/dialog.tsx';
import { Section } from '../../components/layout/section.tsx';
import classes from '../marketplace.module.css';
import { DecisionForm } from './decision-form.tsx';

/**
 * The way to a decision. The operator decides by what was before them when they began to: what changes meanwhile is for the core to
 * notice, and the dialog stays to tell who was faster.
 */
export function Decide({ dispute }: { readonly dispute: DisputeDetail }) {
  const { t } = useTranslation('marketplace');
  const mayDecide = useMay('disputes:decide');
  const [opened, setOpened] = useState(false);
  const seen = useRef(dispute);
  if (!opened) seen.current = dispute;
  return (
    <>
      {dispute.state === 'resolved' ? null : (
        <Section title={t('disputes.decide')} description={t('disputes.decideWho')}>
          <div className={classes['moves']}>
            <GuardedButton
              size="xs"
              reason={mayDecide ? null : t('disputes.mayNot')}
              onClick={() => setOpened(true)}
            >
              {t('disputes.decideOpen')}
            </GuardedButton>
          </div>
        </Section>
      )}
      <Dialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('disputes.decideTitle', { id: dispute.id })}
        width={520}
      >
        <DecisionForm dispute={seen.current} onDone={() => setOpened(false)} />
      </Dialog>
    </>
  );
}

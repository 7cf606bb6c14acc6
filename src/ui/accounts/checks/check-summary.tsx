import { Anchor, CloseButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CheckRun } from '#contract/account-checks.ts';
import { SegmentBar, SegmentLegend } from '../../components/feedback/segment-bar.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { toneColours } from '../../components/tone/tone.ts';
import { useOutcomeSegments } from '../standing/outcome-segments.ts';
import { useDurationText } from './duration-text.ts';
import classes from './checks.module.css';

type CheckSummaryProps = { readonly run: CheckRun; readonly onDismiss: () => void };

/** What a check that has ended found. It stays until it is dismissed. */
export function CheckSummary({ run, onDismiss }: CheckSummaryProps) {
  const { t } = useTranslation('accounts');
  const duration = useDurationText();
  const segments = useOutcomeSegments(run);
  const cancelled = run.state === 'cancelled';
  const StateIcon = cancelled ? IconCircleX : IconCircleCheck;
  return (
    <section className={classes['box']} aria-label={t('check.summary')} data-check-state={run.state}>
      <div className={classes['summaryHead']}>
        <StateIcon size={18} aria-hidden color={toneColours(cancelled ? 'caution' : 'positive').text} />
        <span className={classes['summaryTitle']}>
          {t(cancelled ? 'check.wasCancelled' : 'check.wasCompleted')}
        </span>
        <span className={classes['quiet']}>
          {run.finishedAt === null ? null : (
            <>
              <RelativeTimeText at={run.finishedAt} />
              {', '}
              {t('check.took', { time: duration(run.finishedAt - run.startedAt) })}
            </>
          )}
        </span>
        <div className={classes['summaryFacts']}>
          <SummaryFacts run={run} />
        </div>
        <CloseButton size="sm" aria-label={t('check.dismiss')} onClick={onDismiss} />
      </div>
      <SegmentBar segments={segments} total={run.total} />
      <SegmentLegend segments={segments} />
    </section>
  );
}

function SummaryFacts({ run }: { readonly run: CheckRun }) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  return (
    <div className={classes['facts']}>
      <span>
        {t('check.checkedOf', { checked: integer(run.checked - run.leftAlone), total: integer(run.total) })}
      </span>
      {run.leftAlone === 0 ? null : (
        <span>{t('check.leftAlone', { count: run.leftAlone, number: integer(run.leftAlone) })}</span>
      )}
      <span>{t('check.changed', { count: run.changed, number: integer(run.changed) })}</span>
      <span>{t('check.failed', { count: run.failed, number: integer(run.failed) })}</span>
      <Anchor component={Link} to={`/accounts/checks/${run.id}`} inherit>
        {t('check.details')}
      </Anchor>
    </div>
  );
}

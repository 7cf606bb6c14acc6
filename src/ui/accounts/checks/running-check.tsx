import { Anchor } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CheckRun } from '#contract/account-checks.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ProgressWithCancel } from '../../components/feedback/progress-with-cancel.tsx';
import { SegmentLegend } from '../../components/feedback/segment-bar.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import { useMay } from '../../app/use-may.ts';
import { useOutcomeSegments } from '../standing/outcome-segments.ts';
import { useDurationText } from './duration-text.ts';
import { usePace } from './use-pace.ts';
import classes from './checks.module.css';

/** A check under way: how far, how fast, what it found so far, and the way to stop it. */
export function RunningCheck({ run }: { readonly run: CheckRun }) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const { integer, decimal } = useNumberFormats();
  const duration = useDurationText();
  const segments = useOutcomeSegments(run);
  const pace = usePace(run);
  const mayCancel = useMay('accounts:check');
  const cancel = useMutation(trpc.accounts.cancelCheck.mutationOptions());
  return (
    <section className={classes['box']} aria-label={t('check.running')} data-check-state="running">
      <ProgressWithCancel
        label={t('check.checking', { count: run.total, number: integer(run.total) })}
        done={run.checked}
        total={run.total}
        segments={segments}
        {...(mayCancel ? { onCancel: () => cancel.mutate({ runId: run.id }) } : {})}
        cancelling={cancel.isPending || cancel.isSuccess}
        details={
          <div className={classes['facts']}>
            <span>
              {pace === null
                ? t('check.paceUnknown')
                : t('check.pace', {
                    rate: pace.perMinute < 10 ? decimal(pace.perMinute) : integer(pace.perMinute),
                  })}
            </span>
            {pace === null ? null : <span>{t('check.left', { time: duration(pace.leftMs) })}</span>}
            <span>{t('check.changed', { count: run.changed, number: integer(run.changed) })}</span>
            {run.toRetry === 0 ? null : (
              <span>{t('check.toRetry', { count: run.toRetry, number: integer(run.toRetry) })}</span>
            )}
            <Anchor component={Link} to={`/accounts/checks/${run.id}`} inherit>
              {t('check.details')}
            </Anchor>
          </div>
        }
      />
      {segments.length === 0 ? null : <SegmentLegend segments={segments} />}
      {cancel.error === null ? null : <ErrorState error={toConsoleError(cancel.error)} variant="inline" />}
    </section>
  );
}

import { Anchor } from '@mantine/core';
import { IconCircleX, IconLoader } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CheckRun } from '#contract/account-checks.ts';
import { useOutcomeSegments } from '../accounts/standing/outcome-segments.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { SegmentBar } from '../components/feedback/segment-bar.tsx';
import { Section } from '../components/layout/section.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { ErrorState } from '../components/states/error-state.tsx';
import { LoadingState } from '../components/states/loading-state.tsx';
import { RelativeTimeText } from '../components/time/relative-time-text.tsx';
import { ToneBadge } from '../components/tone/tone-badge.tsx';
import classes from './overview.module.css';

const shown = 5;

/** The newest runs and what each found. */
export function LastChecks() {
  const { t } = useTranslation('overview');
  const trpc = useTRPC();
  const runs = useQuery(trpc.accounts.checkRuns.queryOptions({ limit: shown }));
  return (
    <Section
      title={t('checks.title')}
      actions={
        <Anchor component={Link} to="/accounts/checks" size="sm">
          {t('checks.all')}
        </Anchor>
      }
    >
      {runs.isPending ? <LoadingState lines={4} /> : null}
      {runs.error === null || runs.data !== undefined ? null : (
        <ErrorState error={toConsoleError(runs.error)} variant="inline" onRetry={() => void runs.refetch()} />
      )}
      {runs.data?.length === 0 ? <p className={classes['empty']}>{t('checks.empty')}</p> : null}
      <ul className={classes['checks']}>
        {(runs.data ?? []).map((run) => (
          <CheckRow key={run.id} run={run} />
        ))}
      </ul>
    </Section>
  );
}

const stateLooks = {
  running: { tone: 'info', icon: IconLoader },
  cancelled: { tone: 'caution', icon: IconCircleX },
} as const;

function CheckRow({ run }: { readonly run: CheckRun }) {
  const { t } = useTranslation('overview');
  const { integer } = useNumberFormats();
  const segments = useOutcomeSegments(run);
  return (
    <li className={classes['check']}>
      <span className={classes['checkName']}>
        <Link to={`/accounts/checks/${run.id}`}>
          <RelativeTimeText at={run.startedAt} inTable />
        </Link>
        <span className={classes['hint']}>{t('checks.byWhom', { operator: run.requestedBy })}</span>
        {run.state === 'completed' ? null : (
          <ToneBadge {...stateLooks[run.state]}>{t(`checks.${run.state}`)}</ToneBadge>
        )}
      </span>
      <SegmentBar segments={segments} total={run.total} />
      <span className={classes['hint']}>
        {t('checks.summary', {
          checked: integer(run.checked - run.leftAlone),
          total: integer(run.total),
          changed: integer(run.changed),
          failed: integer(run.failed),
        })}
      </span>
    </li>
  );
}

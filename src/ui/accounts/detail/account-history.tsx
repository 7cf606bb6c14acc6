import { useCallback } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountCheck } from '#contract/account-checks.ts';
import type { AccountId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ChartFrame, type ChartState } from '../../components/chart/chart-frame.tsx';
import type { ChartTheme } from '../../components/chart/chart-theme.ts';
import { DataTable, type DataTableContent } from '../../components/chart/data-table.tsx';
import { Section } from '../../components/layout/section.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { exactTexts } from '../../components/time/relative-time.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { StandingBadge } from '../standing/standing-badge.tsx';
import { latencyChart } from './latency-chart.ts';
import classes from './detail.module.css';

const checksShown = 100;

/** What the account's checks found: drawn, and as a list. */
export function AccountHistory({ id }: { readonly id: AccountId }) {
  const { t, i18n } = useTranslation('accounts');
  const trpc = useTRPC();
  const { integer } = useNumberFormats();
  const checks = useQuery(trpc.accounts.checks.queryOptions({ id, limit: checksShown }));
  const rows = checks.data;
  const build = useCallback(
    (theme: ChartTheme) =>
      latencyChart(rows ?? [], theme, {
        outcome: (outcome) => t(`standing.${outcome}.name`),
        time: (at) => exactTexts(at, i18n.language).local,
        milliseconds: (value) => t('detail.milliseconds', { value: integer(value) }),
      }),
    [rows, t, i18n.language, integer],
  );
  const state = (): ChartState => {
    if (checks.error !== null && rows === undefined) {
      return { kind: 'error', error: toConsoleError(checks.error), onRetry: () => void checks.refetch() };
    }
    if (rows === undefined) return { kind: 'loading' };
    if (rows.length === 0) return { kind: 'empty', text: t('detail.noChecks') };
    return {
      kind: 'ready',
      build,
      table: {
        columns: [
          { label: t('detail.time') },
          { label: t('detail.outcome') },
          { label: t('detail.latency'), align: 'end' },
        ],
        rows: rows.map((check) => ({
          id: `${check.runId}:${check.attempt}`,
          cells: [
            exactTexts(check.checkedAt, i18n.language).local,
            t(`standing.${check.outcome}.name`),
            t('detail.milliseconds', { value: integer(check.latencyMs) }),
          ],
        })),
      },
    };
  };
  return (
    <>
      <ChartFrame
        title={t('detail.chart')}
        description={t('detail.chartText')}
        state={state()}
        height={150}
      />
      {rows === undefined || rows.length === 0 ? null : (
        <Section title={t('detail.checks')}>
          <DataTable label={t('detail.checks')} maxHeight={360} {...historyTable(rows)} />
        </Section>
      )}
    </>
  );

  function historyTable(history: readonly AccountCheck[]): DataTableContent {
    return {
      columns: [
        { label: t('detail.time') },
        { label: t('detail.outcome') },
        { label: t('detail.latency'), align: 'end' },
        { label: t('detail.change') },
      ],
      rows: history.map((check) => ({
        id: `${check.runId}:${check.attempt}`,
        cells: [
          <RelativeTimeText key="time" at={check.checkedAt} inTable />,
          <span key="outcome" className={classes['outcome']}>
            <StandingBadge standing={check.outcome} />
            {check.errorCode === null ? null : <code className={classes['code']}>{check.errorCode}</code>}
          </span>,
          t('detail.milliseconds', { value: integer(check.latencyMs) }),
          check.standingBefore === check.standingAfter
            ? '—'
            : t('detail.changed', {
                before: t(`standing.${check.standingBefore}.name`),
                after: t(`standing.${check.standingAfter}.name`),
              }),
        ],
      })),
    };
  }
}

import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChartDots, IconTable } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StandingPeriod } from '#contract/account-details.ts';
import type { Standing } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { Section } from '../../components/layout/section.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { exactTexts } from '../../components/time/relative-time.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { useNow } from '../../components/time/use-now.ts';
import { toneColours } from '../../components/tone/tone.ts';
import { StandingBadge } from '../standing/standing-badge.tsx';
import { standingLooks } from '../standing/standing-look.ts';
import classes from './detail.module.css';

/** How the account stood since it was added: a strip in the colours of its standings, or a table. */
export function StandingTimeline({ id }: { readonly id: AccountId }) {
  const { t } = useTranslation('accounts');
  const { t: tComponents } = useTranslation('components');
  const trpc = useTRPC();
  const [asTable, setAsTable] = useState(false);
  const periods = useQuery(trpc.accounts.standingHistory.queryOptions({ id }));
  const toggle = (
    <Button
      size="compact-xs"
      variant="default"
      aria-pressed={asTable}
      leftSection={asTable ? <IconChartDots size={14} aria-hidden /> : <IconTable size={14} aria-hidden />}
      onClick={() => setAsTable(!asTable)}
    >
      {asTable ? tComponents('chart.asChart') : tComponents('chart.asTable')}
    </Button>
  );
  return (
    <Section title={t('timeline.title')} description={t('timeline.text')} actions={toggle}>
      {periods.data === undefined ? (
        <LoadingOrError read={periods} lines={2} variant="inline" />
      ) : asTable ? (
        <PeriodsTable periods={periods.data} />
      ) : (
        <Strip periods={periods.data} />
      )}
    </Section>
  );
}

type PeriodsProps = { readonly periods: readonly StandingPeriod[] };

/** The time before the first check says nothing, and could be so long that nothing else is seen beside it. */
function withoutUnchecked(periods: readonly StandingPeriod[]): readonly StandingPeriod[] {
  return periods.length > 1 && periods[0]?.standing === 'unchecked' ? periods.slice(1) : periods;
}

function Strip({ periods: all }: PeriodsProps) {
  const { t, i18n } = useTranslation('accounts');
  const now = useNow(60_000);
  const periods = withoutUnchecked(all);
  const first = periods[0];
  if (first === undefined) return null;
  const nameOf = (standing: Standing) => t(`standing.${standing}.name`);
  const words = ({ standing, from, until }: StandingPeriod) =>
    t('timeline.period', {
      standing: nameOf(standing),
      from: exactTexts(from, i18n.language).local,
      until: until === null ? t('timeline.now') : exactTexts(until, i18n.language).local,
    });
  const shown = [...new Set(periods.map((period) => period.standing))];
  return (
    <>
      <div className={classes['strip']} role="img" aria-label={periods.map(words).join('; ')}>
        {periods.map((period) => (
          <span
            key={period.from}
            title={words(period)}
            data-standing={period.standing}
            style={{
              flexGrow: Math.max((period.until ?? Math.max(now, period.from)) - period.from, 1),
              background: toneColours(standingLooks[period.standing].tone).solid,
            }}
          />
        ))}
      </div>
      <div className={classes['stripScale']}>
        <RelativeTimeText at={first.from} />
        <span>{t('timeline.now')}</span>
      </div>
      <div className={classes['stripLegend']}>
        {shown.map((standing) => (
          <StandingBadge key={standing} standing={standing} />
        ))}
      </div>
    </>
  );
}

function PeriodsTable({ periods }: PeriodsProps) {
  const { t, i18n } = useTranslation('accounts');
  return (
    <DataTable
      label={t('timeline.title')}
      maxHeight={260}
      columns={[
        { label: t('columns.standing') },
        { label: t('timeline.from') },
        { label: t('timeline.until') },
        { label: t('timeline.reason') },
      ]}
      rows={periods.toReversed().map((period) => ({
        id: period.from,
        cells: [
          <StandingBadge key="standing" standing={period.standing} />,
          exactTexts(period.from, i18n.language).local,
          period.until === null ? t('timeline.now') : exactTexts(period.until, i18n.language).local,
          period.reason === null ? (
            '—'
          ) : (
            <code key="reason" className={classes['code']}>
              {period.reason}
            </code>
          ),
        ],
      }))}
    />
  );
}

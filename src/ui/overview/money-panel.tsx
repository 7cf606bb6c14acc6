import { useState } from 'react';
import { Anchor, SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { Section } from '../components/layout/section.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import { moneyDays, moneyMetrics, moneyRange } from './money-days.ts';
import { MoneyByDay } from './money-by-day.tsx';
import { MoneyTable } from './money-table.tsx';
import classes from './overview.module.css';

/** As high as the table and the chart: nothing moves when they come. */
const skeletonHeight = 330;

/** What came in, what went out, and what of it is ours: today and this week, in one currency at a time. */
export function MoneyPanel() {
  const { t } = useTranslation('overview');
  const trpc = useTRPC();
  const [chosen, setChosen] = useState<string | null>(null);
  const basis = useQuery(trpc.metrics.basis.queryOptions());
  const answer = useQuery({
    ...trpc.metrics.query.queryOptions({
      metrics: [...moneyMetrics],
      range: basis.data === undefined ? null : moneyRange(basis.data.today),
      granularity: 'day',
    }),
    enabled: basis.data !== undefined,
  });
  const error = basis.error ?? answer.error;
  const money =
    answer.data === undefined || basis.data === undefined
      ? undefined
      : moneyDays(answer.data, basis.data.currencies);
  const shown = money?.find(({ currency }) => currency === chosen) ?? money?.[0];
  return (
    <Section
      title={t('money.title')}
      description={
        basis.data === undefined ? '\u00A0' : t('money.description', { timeZone: basis.data.timeZone })
      }
      actions={
        <Anchor component={Link} to="/analytics/platform" size="sm">
          {t('money.more')}
        </Anchor>
      }
    >
      {money === undefined ? (
        error === null ? (
          <Skeleton height={skeletonHeight} radius="md" />
        ) : (
          <ErrorState
            error={toConsoleError(error)}
            variant="inline"
            onRetry={() => void (basis.data === undefined ? basis.refetch() : answer.refetch())}
          />
        )
      ) : shown === undefined ? (
        <p className={classes['empty']}>{t('money.empty')}</p>
      ) : (
        <div className={classes['money']}>
          {money.length < 2 ? null : (
            <SegmentedControl
              size="xs"
              aria-label={t('money.currency')}
              value={shown.currency}
              onChange={setChosen}
              data={money.map(({ currency }) => currency)}
            />
          )}
          <MoneyTable money={shown} />
          <MoneyByDay money={shown} />
        </div>
      )}
    </Section>
  );
}

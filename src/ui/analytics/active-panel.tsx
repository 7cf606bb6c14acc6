import { useState } from 'react';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SpecialPanel } from '#contract/metrics/dashboards/dashboard.ts';
import { activeBehind } from '#contract/metrics/rows-of-panels.ts';
import { instant } from '#contract/time.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { DataTable } from '../components/chart/data-table.tsx';
import { Section } from '../components/layout/section.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { ErrorState } from '../components/states/error-state.tsx';
import classes from './analytics.module.css';
import { RowsAnchor, useRowsLink } from './rows-anchor.tsx';

const dayMs = 86_400_000;

/** Customers by when they were last seen, counted back from when the page was opened. */
export function ActivePanel({ panel }: { readonly panel: SpecialPanel }) {
  const { t } = useTranslation('analytics');
  const trpc = useTRPC();
  const { integer } = useNumberFormats();
  const linkOf = useRowsLink();
  const [at] = useState(() => instant(Date.now()));
  const { data, error, refetch } = useQuery(trpc.analytics.activeCustomers.queryOptions({ at }));
  return (
    <Section title={panel.title} description={panel.description}>
      {data === undefined ? (
        error === null ? (
          <Skeleton height={150} radius="md" />
        ) : (
          <ErrorState error={toConsoleError(error)} variant="inline" onRetry={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <p className={classes['nothing']}>{t('active.nobody')}</p>
      ) : (
        <DataTable
          label={panel.title}
          columns={[
            { label: t('active.role') },
            { label: t('active.day'), align: 'end' },
            { label: t('active.week'), align: 'end' },
            { label: t('active.month'), align: 'end' },
          ]}
          rows={data.map(({ role, day, week, month }) => ({
            id: role,
            cells: [
              t(`roles.${role}`),
              ...[
                { key: 'day', customers: day, days: 1 },
                { key: 'week', customers: week, days: 7 },
                { key: 'month', customers: month, days: 30 },
              ].map(({ key, customers, days }) => (
                <RowsAnchor
                  key={key}
                  link={customers === 0 ? null : linkOf(activeBehind(role, instant(at - days * dayMs)))}
                >
                  {integer(customers)}
                </RowsAnchor>
              )),
            ],
          }))}
        />
      )}
    </Section>
  );
}

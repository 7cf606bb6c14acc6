import { useQuery } from '@tanstack/react-query';
import { Box, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SpecialPanel } from '#contract/metrics/dashboards/dashboard.ts';
import { cohortBehind, retainedBehind } from '#contract/metrics/rows-of-panels.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { useNumberFormats } from '../components/number/format-number.ts';
import { Section } from '../components/layout/section.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import classes from './analytics.module.css';
import { kept } from './kept-answer.ts';
import { periodLabel } from './period-label.ts';
import { RowsAnchor, useRowsLink } from './rows-anchor.tsx';

const months = 12;
const rowHeight = 27;
/** Months that have not come yet. */
const emptyCell = '\u00a0';

type RetentionPanelProps = { readonly panel: SpecialPanel; readonly lastMonth: string };

/** A heat map that is a table: each cell says its share, its colour repeats it. */
export function RetentionPanel({ panel, lastMonth }: RetentionPanelProps) {
  const { t, i18n } = useTranslation('analytics');
  const trpc = useTRPC();
  const { integer, percent } = useNumberFormats();
  const linkOf = useRowsLink();
  const { data, error, refetch } = useQuery({
    ...trpc.analytics.retention.queryOptions({ lastMonth, months }),
    ...kept,
  });
  const ages = Array.from({ length: months }, (_, age) => age);
  return (
    <Section title={panel.title} description={panel.description}>
      {data === undefined ? (
        error === null ? (
          <Skeleton height={rowHeight * (months + 1)} radius="md" />
        ) : (
          <ErrorState error={toConsoleError(error)} variant="inline" onRetry={() => void refetch()} />
        )
      ) : data.every(({ signedUp }) => signedUp === 0) ? (
        <p className={classes['nothing']}>{t('retention.none')}</p>
      ) : (
        <div className={classes['heatScroll']} tabIndex={0} role="group" aria-label={panel.title}>
          <table className={classes['heat']}>
            <thead>
              <tr>
                <th scope="col">{t('columns.cohort')}</th>
                <th scope="col" data-align="end">
                  {t('columns.size')}
                </th>
                {ages.map((age) => (
                  <th key={age} scope="col" aria-label={t('retention.month', { number: age })}>
                    {String(age)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.map(({ cohort, signedUp, active }) => (
                <tr key={cohort}>
                  <th scope="row">{periodLabel(cohort, 'month', i18n.language)}</th>
                  <td data-align="end">
                    <RowsAnchor
                      link={signedUp === 0 ? null : linkOf(cohortBehind(cohort))}
                      label={t('retention.size', {
                        size: integer(signedUp),
                        month: periodLabel(cohort, 'month', i18n.language),
                      })}
                    >
                      {integer(signedUp)}
                    </RowsAnchor>
                  </td>
                  {ages.map((age) => {
                    const count = active[age];
                    if (count === undefined || signedUp === 0) return <td key={age}>{emptyCell}</td>;
                    const share = count / signedUp;
                    const words = t('retention.cell', {
                      share: percent(share),
                      active: integer(count),
                      size: integer(signedUp),
                    });
                    return (
                      <Box
                        component="td"
                        key={age}
                        className={classes['heatCell'] ?? ''}
                        __vars={{ '--share': `${Math.round(Math.min(1, share) * 100)}%` }}
                        title={words}
                      >
                        <RowsAnchor
                          link={count === 0 ? null : linkOf(retainedBehind(cohort, age))}
                          className={classes['heatLink']}
                          label={words}
                        >
                          {percent(share)}
                        </RowsAnchor>
                      </Box>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

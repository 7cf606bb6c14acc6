import { Box, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DateRange } from '#contract/analytics.ts';
import type { SpecialPanel } from '#contract/metrics/dashboards/dashboard.ts';
import { hourBehind } from '#contract/metrics/rows-of-panels.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { useNumberFormats } from '../components/number/format-number.ts';
import { Section } from '../components/layout/section.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import classes from './analytics.module.css';
import { kept } from './kept-answer.ts';
import { RowsAnchor, useRowsLink } from './rows-anchor.tsx';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const hours = Array.from({ length: 24 }, (_, hour) => hour);
const height = 232;

type OrderHoursPanelProps = { readonly panel: SpecialPanel; readonly range: DateRange };

/** Hours × weekdays: a table whose cells are as dark as they are full. */
export function OrderHoursPanel({ panel, range }: OrderHoursPanelProps) {
  const { t } = useTranslation('analytics');
  const trpc = useTRPC();
  const { integer } = useNumberFormats();
  const linkOf = useRowsLink();
  const { data, error, refetch } = useQuery({
    ...trpc.analytics.orderHours.queryOptions({ range }),
    ...kept,
  });
  const counts = new Map(data?.map(({ hourOfWeek, orders }) => [hourOfWeek, orders]));
  const most = Math.max(1, ...counts.values());
  const content = () => {
    if (data === undefined) {
      return error === null ? (
        <Skeleton height={height} radius="md" />
      ) : (
        <ErrorState error={toConsoleError(error)} variant="inline" onRetry={() => void refetch()} />
      );
    }
    if (data.length === 0) return <p className={classes['nothing']}>{t('none')}</p>;
    return (
      <div className={classes['heatScroll']} tabIndex={0} role="group" aria-label={panel.title}>
        <table className={classes['heat']} data-dense>
          <thead>
            <tr>
              <th scope="col">{t('hours.weekday')}</th>
              {hours.map((hour) => (
                <th key={hour} scope="col" aria-label={`${t('hours.hour')} ${hour}`}>
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weekdays.map((weekday, at) => (
              <tr key={weekday}>
                <th scope="row">{t(`hours.weekdays.${weekday}`)}</th>
                {hours.map((hour) => {
                  const orders = counts.get(at * 24 + hour) ?? 0;
                  const share = orders / most;
                  const text = integer(orders);
                  const day = t(`hours.weekdays.${weekday}`);
                  const words = t('hours.cell', { weekday: day, hour, count: orders, orders: text });
                  return (
                    <Box
                      component="td"
                      key={hour}
                      className={classes['heatCell'] ?? ''}
                      __vars={{ '--share': `${Math.round(share * 100)}%` }}
                      title={words}
                    >
                      <RowsAnchor
                        link={orders === 0 ? null : linkOf(hourBehind(range, at * 24 + hour))}
                        className={classes['heatLink']}
                        label={words}
                      >
                        {text}
                      </RowsAnchor>
                    </Box>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    );
  };
  return (
    <Section title={panel.title} description={panel.description}>
      {content()}
    </Section>
  );
}

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RankingPanel as Panel } from '#contract/metrics/dashboards/dashboard.ts';
import { rankingQuery } from '#contract/metrics/dashboards/panel-queries.ts';
import { rowsBehind } from '#contract/metrics/drill-down.ts';
import type { MetricRow } from '#contract/metrics/metric-query.ts';
import { type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { Section } from '../components/layout/section.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { ErrorState } from '../components/states/error-state.tsx';
import classes from './analytics.module.css';
import { ChangeText } from './change-text.tsx';
import { useDashboard } from './dashboard-context.ts';
import { Definition } from './definition.tsx';
import { shortText } from './format-metric.ts';
import { filtersOfRow } from './filters-of-row.ts';
import { kept } from './kept-answer.ts';
import { RowsAnchor, useRowsLink } from './rows-anchor.tsx';
import { Sparkline } from './sparkline.tsx';
import { useKeyLabel } from './use-key-label.ts';
import { useTrends } from './use-trends.ts';

const skeletonRows = 6;

/** The values of a dimension beside each other: a table whose first number is drawn as a bar. */
export function RankingPanel({ panel }: { readonly panel: Panel }) {
  const { t, i18n } = useTranslation('analytics');
  const open = useDashboard();
  const trpc = useTRPC();
  const { percent } = useNumberFormats();
  const linkOf = useRowsLink();
  const trendOf = useTrends(panel);
  const query = rankingQuery(open.dashboard, panel, open.state);
  const { data, error, refetch } = useQuery({ ...trpc.metrics.query.queryOptions(query), ...kept });
  const labelOf = useKeyLabel(panel.dimension, data?.names);
  const { currency } = open.state;
  const firstLabel = metricOf(panel.metrics[0] ?? 'orders').label;
  const most = Math.max(0, ...(data?.rows.map(({ values }) => Number(values[0] ?? 0)) ?? []));
  const content = () => {
    if (data === undefined) {
      return error === null ? (
        <div role="status" aria-label={t('range.label')}>
          {Array.from({ length: skeletonRows }, (_, index) => (
            <Skeleton key={index} height={20} my={9} />
          ))}
        </div>
      ) : (
        <ErrorState error={toConsoleError(error)} variant="inline" onRetry={() => void refetch()} />
      );
    }
    if (data.rows.length === 0) return <p className={classes['nothing']}>{t('none')}</p>;
    const cellOf = (row: MetricRow, name: MetricName, index: number) => {
      const value = row.values[index] ?? null;
      const text = shortText(value, metricOf(name).unit, currency, i18n.language);
      const filters = filtersOfRow(panel.dimension, row.keys[0] ?? '', query.filters);
      const behind = filters === null ? null : rowsBehind(name, data.range, filters, currency);
      return <RowsAnchor link={linkOf(behind)}>{text}</RowsAnchor>;
    };
    const all = Number(data.totals[0]?.values[0] ?? 0);
    const shareOf = ({ values }: MetricRow): string =>
      all === 0 ? '–' : percent(Number(values[0] ?? 0) / all);
    return (
      <div className={classes['rankingScroll']} tabIndex={0} role="group" aria-label={panel.title}>
        <table className={classes['ranking']}>
          <thead>
            <tr>
              <th scope="col">{t(`dimensions.${panel.dimension}`)}</th>
              {panel.metrics.map((name) => (
                <th key={name} scope="col" data-align="end" aria-label={metricOf(name).label}>
                  <Definition name={name} answer={data} currency={currency}>
                    <span tabIndex={0} role="note">
                      {metricOf(name).label}
                    </span>
                  </Definition>
                </th>
              ))}
              {panel.share === true ? (
                <th scope="col" data-align="end" title={t('columns.shareOf', { label: firstLabel })}>
                  {t('columns.share')}
                </th>
              ) : null}
              {data.compared === null ? null : (
                <th scope="col" data-align="end" className={classes['changeHead']}>
                  {t('columns.change')}
                </th>
              )}
              {panel.trend === true ? (
                <th scope="col" data-align="end" className={classes['changeHead']}>
                  {t('columns.trend')}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <tr key={row.keys.join(' ')}>
                <th scope="row">
                  <RowName
                    dimension={panel.dimension}
                    value={row.keys[0] ?? ''}
                    label={labelOf(row.keys[0] ?? '')}
                  />
                  <span
                    className={classes['bar']}
                    style={{
                      width: `${most <= 0 ? 0 : Math.max(0, (Number(row.values[0] ?? 0) / most) * 100)}%`,
                    }}
                    aria-hidden
                  />
                </th>
                {panel.metrics.map((name, index) => (
                  <td key={name} data-align="end">
                    {cellOf(row, name, index)}
                  </td>
                ))}
                {panel.share === true ? <td data-align="end">{shareOf(row)}</td> : null}
                {data.compared === null ? null : (
                  <td data-align="end">
                    <ChangeText
                      name={panel.metrics[0] ?? 'orders'}
                      now={row.values[0] ?? null}
                      before={
                        data.compared.rows.find(({ keys }) => keys[0] === row.keys[0])?.values[0] ?? '0'
                      }
                    />
                  </td>
                )}
                {panel.trend === true ? (
                  <td data-align="end" className={classes['trend'] ?? ''}>
                    <Sparkline values={trendOf(row.keys[0] ?? '')} />
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    );
  };
  return (
    <Section title={panel.title} description={panel.description}>
      <div className={classes['rankingFrame']}>{content()}</div>
    </Section>
  );
}

type RowNameProps = {
  readonly dimension: Panel['dimension'];
  readonly value: string;
  readonly label: string;
};

/** A channel or a customer has a dashboard of its own. */
function RowName({ dimension, value, label }: RowNameProps) {
  if (dimension !== 'channel' && dimension !== 'advertiser' && dimension !== 'editor') {
    return <span className={classes['rowName']}>{label}</span>;
  }
  return (
    <Link to={`/analytics/${dimension}`} search={{ of: Number(value) }} className={classes['rowName']}>
      <bdi>{label}</bdi>
    </Link>
  );
}

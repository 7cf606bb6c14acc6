import { Skeleton } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { tileQueries } from '#contract/metrics/dashboards/panel-queries.ts';
import type { MetricAnswer } from '#contract/metrics/metric-query.ts';
import { type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { ErrorState } from '../components/states/error-state.tsx';
import classes from './analytics.module.css';
import { ChangeText } from './change-text.tsx';
import { behindOf, useDashboard } from './dashboard-context.ts';
import { Definition } from './definition.tsx';
import { shortText } from './format-metric.ts';
import { kept } from './kept-answer.ts';
import { useRowsLink } from './rows-anchor.tsx';
import { runOf } from './run-of.ts';
import { Sparkline } from './sparkline.tsx';

/** The numbers on top of a dashboard, each with its run, its change, and the rows behind it. */
export function MetricTiles() {
  const { dashboard, state } = useDashboard();
  const trpc = useTRPC();
  const queries = tileQueries(dashboard, state);
  const answers = useQueries({
    queries: queries.map((query) => ({ ...trpc.metrics.query.queryOptions(query), ...kept })),
  });
  const failed = answers.find(({ error, data }) => error !== null && data === undefined);
  if (failed?.error !== undefined && failed.error !== null) {
    return <ErrorState error={toConsoleError(failed.error)} onRetry={() => void failed.refetch()} />;
  }
  return (
    <div
      className={classes['tiles']}
      data-wide={dashboard.tiles.length % 4 === 0 || undefined}
      role="group"
      aria-label={dashboard.title}
    >
      {dashboard.tiles.map((name) => {
        const at = queries.findIndex(({ metrics }) => metrics.includes(name));
        const index = queries[at]?.metrics.indexOf(name) ?? 0;
        return <MetricTile key={name} name={name} index={index} answer={answers[at]?.data} />;
      })}
    </div>
  );
}

type MetricTileProps = {
  readonly name: MetricName;
  /** Where its values are in the answer. */
  readonly index: number;
  readonly answer: MetricAnswer | undefined;
};

function MetricTile({ name, index, answer }: MetricTileProps) {
  const { t, i18n } = useTranslation('analytics');
  const open = useDashboard();
  const { label, unit } = metricOf(name);
  const { currency } = open.state;
  const value = answer?.totals[0]?.values[index];
  const before = answer?.compared?.totals[0]?.values[index];
  const linkOf = useRowsLink();
  const behind = answer === undefined ? null : behindOf(open, name, answer.range, filtersOfTile(open, name));
  const link = linkOf(behind);
  const number = (
    <span className={classes['tileValue']}>
      {value === undefined ? (
        <Skeleton height={22} width={84} my={4} />
      ) : (
        shortText(value, unit, currency, i18n.language)
      )}
    </span>
  );
  return (
    <div className={classes['tile']}>
      <span className={classes['tileLabel']}>{label}</span>
      <Definition name={name} answer={answer} value={value} currency={currency}>
        {behind === null || link === null ? (
          <span className={classes['tileNumber']} tabIndex={0} role="note">
            {number}
          </span>
        ) : (
          <Link
            to={link.to}
            search={link.search}
            className={classes['tileNumber']}
            aria-label={`${label}: ${value === undefined ? t('none') : shortText(value, unit, currency, i18n.language)}. ${t(`rows.${behind.rows}`, { label })}`}
          >
            {number}
          </Link>
        )}
      </Definition>
      <span className={classes['tileFoot']}>
        {answer === undefined ? (
          <Skeleton height={12} width={48} />
        ) : (
          <ChangeText name={name} now={value ?? null} before={before} />
        )}
        <Sparkline values={answer === undefined ? [] : runOf(answer.periods, answer.rows, index, name)} />
      </span>
    </div>
  );
}

function filtersOfTile(open: ReturnType<typeof useDashboard>, name: MetricName) {
  const query = tileQueries(open.dashboard, open.state).find(({ metrics }) => metrics.includes(name));
  return query?.filters ?? {};
}

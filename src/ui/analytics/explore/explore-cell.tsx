import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ExploreAnswer, ExploreQuery } from '#contract/metrics/explore/explore-query.ts';
import type { RowsBehind } from '#contract/metrics/drill-down.ts';
import type { MetricValue } from '#contract/metrics/metric-query.ts';
import { metricOf } from '#contract/metrics/metrics.ts';
import { ChangeText } from '../change-text.tsx';
import { exactText, shortText } from '../format-metric.ts';
import type { RowsLink } from '../rows-link.ts';
import { cellBehind, type Place } from './cell-behind.ts';
import { cellCurrency } from './cell-currency.ts';
import classes from './explore.module.css';

type ExploreCellProps = {
  readonly query: ExploreQuery;
  readonly answer: ExploreAnswer;
  readonly places: Place;
  readonly value: MetricValue;
  /** Undefined: nothing is compared. */
  readonly before: MetricValue | undefined;
  /** The way to rows, for whoever may go it. */
  readonly linkOf: (behind: RowsBehind | null) => RowsLink | null;
};

/** A number of a pivot with the rows behind it, and how it has changed. */
export function ExploreCell({ query, answer, places, value, before, linkOf }: ExploreCellProps) {
  const { t, i18n } = useTranslation('analytics');
  const { unit } = metricOf(query.metric);
  const currency = cellCurrency(query, places.row?.key ?? null, places.column?.key ?? null);
  const isNothing = value === null || value === '0';
  // Most cells of a wide pivot are empty: “$0.00” everywhere would hide the others.
  const text = value === '0' ? '0' : shortText(value, unit, currency, i18n.language);
  const wasNothing = before === undefined || before === null || before === '0';
  const behind = isNothing ? null : cellBehind(query, answer.range, places);
  const link = linkOf(behind);
  return (
    <>
      {behind === null || link === null ? (
        <span className={isNothing ? classes['zero'] : undefined}>{text}</span>
      ) : (
        <Link
          to={link.to}
          search={link.search}
          title={exactText(value, unit, currency, i18n.language)}
          aria-label={t(`explore.behind.${behind.rows}`, { value: text })}
        >
          {text}
        </Link>
      )}
      {before === undefined ? null : (
        <span className={classes['changed']}>
          {isNothing && wasNothing ? null : <ChangeText name={query.metric} now={value} before={before} />}
        </span>
      )}
    </>
  );
}

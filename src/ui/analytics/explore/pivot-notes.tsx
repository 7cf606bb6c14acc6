import { useTranslation } from 'react-i18next';
import type { CutWay } from '#contract/metrics/explore/cuts.ts';
import type { ExploreAnswer, ExploreQuery } from '#contract/metrics/explore/explore-query.ts';
import { isOfOneCurrency, metricOf } from '#contract/metrics/metrics.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';
import classes from './explore.module.css';

type PivotNotesProps = {
  readonly query: ExploreQuery;
  readonly answer: ExploreAnswer | undefined;
  readonly way: CutWay | undefined;
  /** What is shown is the answer to the question before. */
  readonly isBehind: boolean;
};

/** What is missing of a pivot, why it has no totals, from what it was added up, and how fresh it is. */
export function PivotNotes({ query, answer, way, isBehind }: PivotNotesProps) {
  const { t, i18n } = useTranslation('analytics');
  const { integer } = useNumberFormats();
  const axes = new Set([query.rows, query.columns]);
  const metric = metricOf(query.metric);
  const notes: string[] = isBehind ? [t('explore.working')] : [];
  if (answer !== undefined) {
    const { rows, rowCount, columns, columnCount } = answer;
    const isCut = rows.length < rowCount || columns.length < columnCount;
    if (rows.length < rowCount)
      notes.push(t('explore.firstRows', { shown: integer(rows.length), all: integer(rowCount) }));
    if (columns.length < columnCount) {
      const words = { shown: integer(columns.length), all: integer(columnCount) };
      notes.push(
        query.columns === 'period' ? t('explore.lastColumns', words) : t('explore.firstColumns', words),
      );
    }
    if (isCut) notes.push(t('explore.exportAll'));
  }
  if (axes.has('currency') && isOfOneCurrency(metric)) notes.push(t('explore.noTotals.currency'));
  if (axes.has('period') && metric.formula.kind === 'level') notes.push(t('explore.noTotals.level'));
  if (way !== undefined) notes.push(t(`explore.ways.${way}`));
  if (answer !== undefined) {
    const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
    notes.push(t('explore.asOf', { zone: answer.timeZone, time: time.format(answer.asOf) }));
  }
  return <p className={classes['notes']}>{notes.join(' ')}</p>;
}

import { useTranslation } from 'react-i18next';
import type { MetricValue } from '#contract/metrics/metric-query.ts';
import { type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import classes from './analytics.module.css';
import { changeText, metricChange } from './metric-change.ts';

type ChangeTextProps = {
  readonly name: MetricName;
  readonly now: MetricValue;
  readonly before: MetricValue | undefined;
};

/** How a number has changed: a sign, a share, and a colour that only repeats what the sign says. */
export function ChangeText({ name, now, before }: ChangeTextProps) {
  const { t, i18n } = useTranslation('analytics');
  if (before === undefined) return null;
  const change = metricChange(metricOf(name), now, before);
  if (change === null) {
    const isNew = now !== null && now !== '0' && before === '0';
    return <span className={classes['change']}>{isNew ? t('compare.isNew') : '–'}</span>;
  }
  return (
    <span className={classes['change']} data-mood={change.mood}>
      {changeText(change, i18n.language, (points) => t('compare.points', { points }))}
    </span>
  );
}

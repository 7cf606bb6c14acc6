import type { ReactNode } from 'react';
import { HoverCard } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MetricAnswer, MetricValue } from '#contract/metrics/metric-query.ts';
import { isOfOneCurrency, type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import classes from './analytics.module.css';
import { exactText } from './format-metric.ts';

type DefinitionProps = {
  readonly name: MetricName;
  /** Undefined while it is being read. */
  readonly answer: Pick<MetricAnswer, 'timeZone' | 'asOf'> | undefined;
  readonly value?: MetricValue | undefined;
  readonly currency: string | null;
  readonly children: ReactNode;
};

/** What a number means, on hover and on focus: what it counts, in which currency and time zone, and how fresh it is. */
export function Definition({ name, answer, value, currency, children }: DefinitionProps) {
  const { t, i18n } = useTranslation('analytics');
  const metric = metricOf(name);
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <HoverCard width={290} position="bottom-start" openDelay={250} shadow="lg" withinPortal>
      <HoverCard.Target>{children}</HoverCard.Target>
      <HoverCard.Dropdown className={classes['definition'] ?? ''}>
        <p className={classes['definitionTitle']}>{metric.label}</p>
        {value === undefined ? null : (
          <p>{t('definition.exact', { value: exactText(value, metric.unit, currency, i18n.language) })}</p>
        )}
        <p>{metric.counts}</p>
        <p className={classes['quiet']}>{t('definition.formula', { words: metric.words })}</p>
        <p className={classes['quiet']}>
          {isOfOneCurrency(metric)
            ? t('definition.money', { currency: currency ?? '' })
            : metric.dimensions.includes('currency')
              ? t('definition.count')
              : ''}{' '}
          {answer === undefined
            ? null
            : `${t('definition.zone', { zone: answer.timeZone })} ${t('definition.asOf', { time: time.format(answer.asOf) })}`}
        </p>
      </HoverCard.Dropdown>
    </HoverCard>
  );
}

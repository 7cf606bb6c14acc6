import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DateRange } from '#contract/analytics.ts';
import type { MetricPeriod } from '#contract/metrics/metric-query.ts';
import { rangeLabel } from '../period-label.ts';
import type { DrawnMark } from '../series-option.ts';
import { markPeriods } from './mark-periods.ts';
import { tooltipText } from './tooltip-text.ts';
import { useAnnotationText } from './use-annotation-text.ts';
import { useAnnotations } from './use-annotations.ts';

/** A period of a chart in which something happened. */
export type ChartMark = DrawnMark & {
  /** Each with its day. */
  readonly lines: readonly string[];
};

/** What to mark on a chart, by the dashboard's days or its own. */
export function useMarks(
  periods: readonly Pick<MetricPeriod, 'range'>[] | undefined,
  days?: DateRange,
): readonly ChartMark[] {
  const { t, i18n } = useTranslation('analytics');
  const { data } = useAnnotations(days);
  const textOf = useAnnotationText();
  const { language } = i18n;
  return useMemo(
    () =>
      markPeriods(periods ?? [], data?.annotations ?? []).map(({ index, annotations }) => {
        const lines = annotations.map((one) =>
          t('annotations.dated', {
            day: rangeLabel({ from: one.day, to: one.day }, language),
            text: textOf(one),
          }),
        );
        const text = tooltipText(lines, (number) => t('annotations.others', { number }));
        return { index, lines, text, count: lines.length };
      }),
    [periods, data, t, textOf, language],
  );
}

/** What is told of a period in a table: a cell, where anything is marked at all. */
export function textsAt(marks: readonly ChartMark[], at: number): string[] {
  return marks.length === 0 ? [] : [marks.find(({ index }) => index === at)?.lines.join('; ') ?? ''];
}

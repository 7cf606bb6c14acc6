import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { plainNumber, shortNumber } from '../analytics/format-metric.ts';
import { ChartFrame } from '../components/chart/chart-frame.tsx';
import { formatMoney } from '../components/money/format-money.ts';
import { moneyChart } from './money-chart.ts';
import type { MoneyOfCurrency } from './money-days.ts';

/** The days of this week and the one before, drawn, and as a table to the last digit. */
export function MoneyByDay({ money }: { readonly money: MoneyOfCurrency }) {
  const { t, i18n } = useTranslation('overview');
  const { currency, days } = money;
  const { language } = i18n;
  const build = useMemo(() => {
    const date = new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', timeZone: 'UTC' });
    const text = (value: number) => shortNumber(value, 'money', currency, language);
    return moneyChart({
      days: days.map(({ day }) => date.format(Date.parse(day))),
      in: days.map((day) => plainNumber(String(day.in), 'money')),
      out: days.map((day) => plainNumber(String(day.out), 'money')),
      names: { in: t('money.in'), out: t('money.out') },
      valueText: text,
      axisText: text,
    });
  }, [t, days, currency, language]);
  const exact = (micros: bigint) => formatMoney({ micros: String(micros), currency }, language);
  const longDate = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <ChartFrame
      title={t('money.chart')}
      description={t('money.chartHint', { currency })}
      height={140}
      state={{
        kind: 'ready',
        build,
        table: {
          columns: [
            { label: t('money.day') },
            { label: t('money.in'), align: 'end' },
            { label: t('money.out'), align: 'end' },
            { label: t('money.revenue'), align: 'end' },
          ],
          rows: days.map((day) => ({
            id: day.day,
            cells: [longDate.format(Date.parse(day.day)), exact(day.in), exact(day.out), exact(day.revenue)],
          })),
        },
      }}
    />
  );
}

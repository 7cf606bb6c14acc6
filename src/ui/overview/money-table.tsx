import { useTranslation } from 'react-i18next';
import { ChangeText } from '../analytics/change-text.tsx';
import { formatMoney } from '../components/money/format-money.ts';
import { shortText } from '../analytics/format-metric.ts';
import type { Flow, MoneyOfCurrency } from './money-days.ts';
import classes from './overview.module.css';

const flows = [
  { part: 'in', metric: 'deposits' },
  { part: 'out', metric: 'payouts' },
  { part: 'revenue', metric: 'revenue' },
] as const;

/** Today and this week, each with what it was on the same days of the week before. */
export function MoneyTable({ money }: { readonly money: MoneyOfCurrency }) {
  const { t, i18n } = useTranslation('overview');
  const { currency } = money;
  const exact = (micros: bigint) => formatMoney({ micros: String(micros), currency }, i18n.language);
  const cell = (part: keyof Flow, metric: (typeof flows)[number]['metric'], now: Flow, before: Flow) => (
    <td>
      <span className={classes['amount']} title={exact(now[part])}>
        {shortText(String(now[part]), 'money', currency, i18n.language)}
      </span>
      <span className={classes['before']} title={exact(before[part])}>
        {t('money.was', { amount: shortText(String(before[part]), 'money', currency, i18n.language) })}{' '}
        <ChangeText name={metric} now={String(now[part])} before={String(before[part])} />
      </span>
    </td>
  );
  return (
    <table className={classes['flows']} aria-label={t('money.title')}>
      <thead>
        <tr>
          <th scope="col">{t('money.flow')}</th>
          <th scope="col">{t('money.today')}</th>
          <th scope="col">{t('money.week')}</th>
        </tr>
      </thead>
      <tbody>
        {flows.map(({ part, metric }) => (
          <tr key={part}>
            <th scope="row">
              <span className={classes['name']}>{t(`money.${part}`)}</span>
              <span className={classes['hint']}>{t(`money.${part}Hint`)}</span>
            </th>
            {cell(part, metric, money.today, money.dayBefore)}
            {cell(part, metric, money.week, money.weekBefore)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

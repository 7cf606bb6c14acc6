import { useTranslation } from 'react-i18next';
import type { Money } from '#contract/money.ts';
import { formatMoney } from './format-money.ts';

/** An amount in the language of the page, exact to the last digit, in numerals that line up in columns. */
export function MoneyText({ money }: { readonly money: Money }) {
  const { i18n } = useTranslation();
  return <span style={{ fontVariantNumeric: 'tabular-nums' }}>{formatMoney(money, i18n.language)}</span>;
}

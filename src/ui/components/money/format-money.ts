import type { Money } from '#contract/money.ts';

/**
 * Words for an exact amount: never through a float, so no digit is lost however large it is. Parts of a cent are shown
 * in full, and only where there are any: $0.0005, $12.00.
 */
export function formatMoney(money: Money, locale?: string): string {
  const decimal = decimalText(money.micros);
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    maximumFractionDigits: 6,
  });
  return isDecimal(decimal) ? format.format(decimal) : `${decimal} ${money.currency}`;
}

/** Integer micros as a decimal number: `1500000` becomes `1.500000`. */
export function decimalText(micros: string): string {
  const negative = micros.startsWith('-');
  const digits = (negative ? micros.slice(1) : micros).padStart(7, '0');
  const text = `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  return negative ? `-${text}` : text;
}

function isDecimal(text: string): text is `${number}` {
  return /^-?\d+\.\d+$/.test(text);
}

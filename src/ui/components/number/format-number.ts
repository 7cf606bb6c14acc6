import { useTranslation } from 'react-i18next';

export type NumberFormats = {
  /** 12,345 */
  readonly integer: (value: number) => string;
  /** 0.42 → 42% */
  readonly percent: (share: number) => string;
  /** At most one digit after the point. */
  readonly decimal: (value: number) => string;
};

const formatsByLanguage = new Map<string, NumberFormats>();

/** Numbers in the language of the page. */
export function useNumberFormats(): NumberFormats {
  const { i18n } = useTranslation();
  return numberFormats(i18n.language);
}

/** Intl formatters are slow to make and quick to use: one set for each language. */
export function numberFormats(language: string): NumberFormats {
  const known = formatsByLanguage.get(language);
  if (known !== undefined) return known;
  const integer = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const formats: NumberFormats = {
    integer: (value) => integer.format(value),
    percent: (share) => percent.format(share),
    decimal: (value) => decimal.format(value),
  };
  formatsByLanguage.set(language, formats);
  return formats;
}

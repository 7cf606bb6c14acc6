import { useTranslation } from 'react-i18next';
import type { DaysUpTo } from '#contract/analytics.ts';
import type { Instant } from '#contract/time.ts';

/** Days, months and instants in the words of the language. */
export function useTimeTexts() {
  const { t, i18n } = useTranslation('marketplace');
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' });
  const month = new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    days: ({ from, to }: DaysUpTo): string => {
      if (from === undefined) return t('narrowing.upTo', { day: date.format(Date.parse(to)) });
      return from === to ? date.format(Date.parse(from)) : date.formatRange(Date.parse(from), Date.parse(to));
    },
    month: (firstDay: string): string => month.format(Date.parse(firstDay)),
    time: (at: Instant): string => time.format(at),
  };
}

import { useTranslation } from 'react-i18next';
import type { RiskPartResult } from '#contract/marketplace/risk.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';

/** The fact behind one part of a score, in words, with what it is compared with. */
export function useFactText(): (part: RiskPartResult) => string {
  const { t, i18n } = useTranslation('risk');
  const { integer } = useNumberFormats();
  const oneDigit = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 2 });
  return ({ part, fact, of, threshold }) => {
    const limit = threshold ?? 0;
    const all = of ?? 0;
    switch (part) {
      case 'new':
      case 'long':
        return t('facts.days', { days: integer(fact), limit: integer(limit) });
      case 'unverified':
        return t(fact === 1 ? 'facts.verified' : 'facts.unverified');
      case 'disputes':
        if (all === 0) return t('facts.noOrders');
        return t('facts.disputes', {
          disputed: integer(fact),
          ended: integer(all),
          rate: percent.format(fact / all),
          limit: percent.format(limit / 1_000_000),
        });
      case 'positive':
        if (all === 0) return t('facts.noRatings');
        return t('facts.stars', {
          average: oneDigit.format(fact / all),
          number: integer(all),
          limit: oneDigit.format(limit / 10),
        });
    }
  };
}

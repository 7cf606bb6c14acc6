import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { exhaustive } from '#contract/exhaustive.ts';
import type { Annotation } from '#contract/metrics/annotations.ts';
import { formatMoney } from '../../components/money/format-money.ts';
import { rateText } from '../../marketplace/commission/rate-text.ts';

/** Words for what happened, made from what is known of it. */
export function useAnnotationText(): (annotation: Annotation) => string {
  const { t, i18n } = useTranslation(['analytics', 'marketplace']);
  const { language } = i18n;
  return useCallback(
    (annotation) => {
      switch (annotation.kind) {
        case 'note':
          return annotation.text;
        case 'price':
          return t('annotations.price', {
            channel: annotation.channel.title,
            format: t(`marketplace:formats.${annotation.format}`),
            was: formatMoney(annotation.was, language),
            is: formatMoney(annotation.is, language),
          });
        case 'customer': {
          const { name } = annotation.customer;
          if (annotation.to !== 'active') return t(`annotations.customer.${annotation.to}`, { name });
          return annotation.from === 'suspended'
            ? t('annotations.customer.reinstated', { name })
            : t('annotations.customer.cleared', { name });
        }
        case 'channel': {
          const isBack = annotation.from === 'suspended' && annotation.to === 'approved';
          const name = annotation.channel.title;
          return t(`annotations.channel.${isBack ? 'reinstated' : annotation.to}`, { name });
        }
        case 'commission': {
          const rate = rateText(annotation.ratePpm, language);
          return annotation.category === null
            ? t('annotations.commission', { rate })
            : t('annotations.commissionOf', {
                rate,
                category: t(`marketplace:categories.${annotation.category}`),
              });
        }
        case 'risk_rules':
          return t('annotations.risk_rules', { by: annotation.by });
        case 'dispute_rules':
          return t('annotations.dispute_rules', { by: annotation.by, version: annotation.version });
        default:
          return exhaustive(annotation);
      }
    },
    [t, language],
  );
}

import { useTranslation } from 'react-i18next';
import { categories } from '#contract/marketplace/channels.ts';
import { customerRoles } from '#contract/marketplace/customers.ts';
import type { MetricDimension } from '#contract/metrics/metric.ts';

/** What the values of a dimension are called. */
export function useKeyLabel(
  dimension: MetricDimension,
  names: Readonly<Record<string, string>> | undefined,
): (key: string) => string {
  const { t, i18n } = useTranslation(['analytics', 'marketplace']);
  return (key) => {
    if (key === '') return t('unknown');
    switch (dimension) {
      case 'category': {
        const category = categories.find((one) => one === key);
        return category === undefined ? key : t(`marketplace:categories.${category}`);
      }
      case 'role': {
        const role = customerRoles.find((one) => one === key);
        return role === undefined ? key : t(`roles.${role}`);
      }
      case 'country':
        return new Intl.DisplayNames([i18n.language], { type: 'region', fallback: 'code' }).of(key) ?? key;
      case 'channel':
      case 'advertiser':
      case 'editor':
        return names?.[`${dimension}:${key}`] ?? `#${key}`;
      case 'currency':
        return key;
    }
  };
}

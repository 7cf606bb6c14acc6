import { useTranslation } from 'react-i18next';
import type { RuleCondition } from '#contract/marketplace/dispute-rules.ts';

/** A condition in words: “Up for at least 99 % of its term”. */
export function useConditionText(): (condition: RuleCondition) => string {
  const { t } = useTranslation('disputeRules');
  const { t: words } = useTranslation('marketplace');
  return (condition) => {
    switch (condition.test) {
      case 'is':
        return condition.value ? t(`isTrue.${condition.fact}`) : t(`isFalse.${condition.fact}`);
      case 'atLeast':
      case 'below': {
        const unit = condition.fact === 'upPercent' ? t('ofTerm') : t('ofText');
        return `${t(`${condition.test}.${condition.fact}`)} ${condition.percent}${unit}`;
      }
      case 'reason':
        return t('reasonOneOf', {
          reasons: condition.oneOf.map((reason) => words(`disputes.reasons.${reason}`)).join(', '),
        });
    }
  };
}

import { useTranslation } from 'react-i18next';
import type { DisputeDetail, WeighedRuleView } from '#contract/disputes.ts';
import { disputeReasons } from '#contract/marketplace/disputes.ts';
import { Section } from '../../components/layout/section.tsx';
import { formatMoney } from '../../components/money/format-money.ts';
import type { Tone } from '../../components/tone/tone.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import classes from '../marketplace.module.css';

const verdictTones: Readonly<Record<WeighedRuleView['verdict'], Tone>> = {
  matched: 'positive',
  not_matched: 'neutral',
  not_reached: 'neutral',
  disabled: 'neutral',
};

/** What each rule says now, in their priority, and why those that do not match do not. */
export function RulesSay({ dispute: { rules } }: { readonly dispute: DisputeDetail }) {
  const { t, i18n } = useTranslation('marketplace');
  return (
    <Section title={t('disputes.rules')} description={t('disputes.rulesText')}>
      {rules.length === 0 ? (
        <p className={classes['text']}>{t('disputes.noRules')}</p>
      ) : (
        <ol className={classes['timeline']} aria-label={t('disputes.rules')}>
          {rules.map(({ rule, verdict, conditions, wouldGiveBack }) => (
            <li key={rule.name} className={classes['event']}>
              <div className={classes['cardLine']}>
                <span className={classes['eventTitle']}>
                  {t(`disputes.ruleNames.${rule.name}`)}: {t(`disputes.outcomes.${rule.outcome}`)}
                </span>
                <ToneBadge tone={verdictTones[verdict]} quiet>
                  {t(`disputes.verdicts.${verdict}`)}
                </ToneBadge>
              </div>
              {conditions.map((weighed) => (
                <div key={JSON.stringify(weighed.condition)} className={classes['quiet']}>
                  <ConditionText weighed={weighed} />
                </div>
              ))}
              {wouldGiveBack === null ? null : (
                <div className={classes['quiet']}>
                  {t('disputes.wouldGiveBack', { back: formatMoney(wouldGiveBack, i18n.language) })}
                </div>
              )}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function ConditionText({ weighed }: { readonly weighed: WeighedRuleView['conditions'][number] }) {
  const { t } = useTranslation('marketplace');
  const { condition, found, holds } = weighed;
  const mark = holds === 'yes' ? '✓' : holds === 'no' ? '✗' : '?';
  const unknown = t('disputes.holds.unknown');
  switch (condition.test) {
    case 'is': {
      const value = found === null ? unknown : t(`disputes.holds.${found === true ? 'yes' : 'no'}`);
      const fact = t(`disputes.factNames.${condition.fact}`);
      return `${mark} ${t('disputes.conditionIs', { fact, found: value })}`;
    }
    case 'atLeast':
    case 'below': {
      const words = condition.test === 'below' ? 'disputes.conditionBelow' : 'disputes.conditionAtLeast';
      const fact = t(`disputes.factNames.${condition.fact}`);
      const { percent } = condition;
      return `${mark} ${found === null ? `${fact} ${unknown}` : t(words, { fact, found: String(found), percent })}`;
    }
    case 'reason': {
      const reason = disputeReasons.find((each) => each === found);
      const words = reason === undefined ? unknown : t(`disputes.reasons.${reason}`);
      return `${mark} ${t('disputes.conditionReason', { found: words })}`;
    }
  }
}

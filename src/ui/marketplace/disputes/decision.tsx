import { useTranslation } from 'react-i18next';
import type { DisputeDetail } from '#contract/disputes.ts';
import { type DisputeRuleName, disputeRuleNames } from '#contract/marketplace/dispute-rules.ts';
import { FactList } from '../../components/layout/fact-list.tsx';
import { Section } from '../../components/layout/section.tsx';
import { MoneyText } from '../../components/money/money-text.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';

/** What a dispute came to: who decided or which rule, who got what, and why. */
export function Decision({ dispute }: { readonly dispute: DisputeDetail }) {
  const { t } = useTranslation('marketplace');
  const { decision, decidedBy, rule, refund, commission, price, resolvedAt, explanation } = dispute;
  const { currency } = price;
  const back = BigInt(refund?.micros ?? '0');
  const toEditor = BigInt(price.micros) - back - BigInt(commission.micros);
  const known: DisputeRuleName | undefined = disputeRuleNames.find((name) => name === rule);
  const by =
    known === undefined
      ? t('disputes.decidedBy', { by: decidedBy ?? '' })
      : t('disputes.byRule', { rule: t(`disputes.ruleNames.${known}`) });
  return (
    <Section title={t('disputes.decided')}>
      <FactList
        facts={[
          {
            label: t('disputes.decided'),
            value: (
              <>
                {decision === null ? '—' : t(`disputes.decisions.${decision}`)} {by}
              </>
            ),
          },
          { label: t('disputes.decidedAt'), value: <RelativeTimeText at={resolvedAt} never="—" /> },
          { label: t('disputes.back'), value: <MoneyText money={{ micros: String(back), currency }} /> },
          {
            label: t('disputes.toEditor'),
            value: <MoneyText money={{ micros: String(toEditor), currency }} />,
          },
          { label: t('disputes.toPlatform'), value: <MoneyText money={commission} /> },
        ]}
      />
      {explanation === null ? null : (
        <p className={classes['text']}>
          <bdi>{explanation}</bdi>
        </p>
      )}
    </Section>
  );
}

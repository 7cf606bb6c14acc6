import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { ruleSetVersionSchema } from '#contract/disputes.ts';
import type { DisputeRuleSet } from '#contract/marketplace/dispute-rules.ts';
import { DataTable } from '../../../components/chart/data-table.tsx';
import { GuardedButton } from '../../../components/form/guarded-button.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { DateTimeText } from '../../../components/time/date-time-text.tsx';
import { type RulesDifference, rulesDifference } from './rules-difference.ts';
import { useConditionText } from './use-condition-text.ts';

export type RuleSetVersion = z.output<typeof ruleSetVersionSchema>;

type RulesHistoryProps = {
  /** The newest first, the first is in force. */
  readonly versions: readonly RuleSetVersion[];
  /** Null for who may not change the rules. */
  readonly onRestore: ((version: RuleSetVersion) => void) | null;
};

/** Who changed the rules when, in what, and why; each version can be put into the form again. */
export function RulesHistory({ versions, onRestore }: RulesHistoryProps) {
  const { t } = useTranslation('disputeRules');
  return (
    <Section title={t('history')} description={t('historyText')}>
      <DataTable
        label={t('history')}
        stackOnPhone
        columns={[
          { label: t('version') },
          { label: t('at') },
          { label: t('by') },
          { label: t('changed') },
          { label: t('reason') },
          ...(onRestore === null ? [] : [{ label: t('restore') }]),
        ]}
        rows={versions.map((version, index) => ({
          id: version.version,
          cells: [
            index === 0 ? t('inForce', { version: version.version }) : version.version,
            version.changedAt === null ? t('initial') : <DateTimeText key="at" at={version.changedAt} />,
            <bdi key="by">{version.changedBy ?? '—'}</bdi>,
            <Changes key="changes" rules={version.rules} before={versions[index + 1]?.rules} />,
            <bdi key="reason">{version.reason}</bdi>,
            ...(onRestore === null
              ? []
              : [
                  index === 0 ? (
                    ''
                  ) : (
                    <GuardedButton
                      key="restore"
                      size="compact-xs"
                      variant="subtle"
                      aria-label={t('restoreLabel', { version: version.version })}
                      onClick={() => onRestore(version)}
                    >
                      {t('restore')}
                    </GuardedButton>
                  ),
                ]),
          ],
        }))}
      />
    </Section>
  );
}

type ChangesProps = { readonly rules: DisputeRuleSet; readonly before: DisputeRuleSet | undefined };

function Changes({ rules, before }: ChangesProps) {
  const { t } = useTranslation('disputeRules');
  const textOf = useDifferenceText();
  if (before === undefined) return null;
  const differences = rulesDifference(before, rules);
  if (differences.length === 0) return <>{t('unchanged')}</>;
  return (
    <>
      {differences.map((difference) => (
        <div key={JSON.stringify(difference)}>{textOf(difference)}</div>
      ))}
    </>
  );
}

function useDifferenceText(): (difference: RulesDifference) => string {
  const { t } = useTranslation('disputeRules');
  const { t: words } = useTranslation('marketplace');
  const conditionText = useConditionText();
  return (difference) => {
    switch (difference.what) {
      case 'order':
        return t('differences.order', {
          order: difference.order.map((name) => words(`disputes.ruleNames.${name}`)).join(' → '),
        });
      case 'patience':
        return t('differences.patience', { from: difference.from, to: difference.to });
      case 'outcome':
        return t('differences.outcome', {
          rule: words(`disputes.ruleNames.${difference.rule}`),
          from: t(`outcomes.${difference.from}`),
          to: t(`outcomes.${difference.to}`),
        });
      case 'conditions':
        return t('differences.conditions', {
          rule: words(`disputes.ruleNames.${difference.rule}`),
          from: difference.from.map(conditionText).join(', ') || '—',
          to: difference.to.map(conditionText).join(', ') || '—',
        });
      case 'added':
      case 'removed':
      case 'switchedOff':
      case 'switchedOn':
        return t(`differences.${difference.what}`, { rule: words(`disputes.ruleNames.${difference.rule}`) });
    }
  };
}

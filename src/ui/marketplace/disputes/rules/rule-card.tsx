import { ActionIcon, NumberInput, Select, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { mayHaveItsOutcome, ruleConditionSchema, ruleOutcomes } from '#contract/marketplace/dispute-rules.ts';
import { type EditedRule, withPercent } from './edited-rules.ts';
import classes from './rules.module.css';
import { useConditionText } from './use-condition-text.ts';

type RuleCardProps = {
  readonly rule: EditedRule;
  /** From 1. */
  readonly number: number;
  readonly last: boolean;
  readonly disabled: boolean;
  readonly onChange: (rule: EditedRule) => void;
  readonly onMove: (by: -1 | 1) => void;
};

/** One rule: its place, its conditions with their thresholds, and what it does. */
export function RuleCard({ rule, number, last, disabled, onChange, onMove }: RuleCardProps) {
  const { t } = useTranslation('disputeRules');
  const { t: words } = useTranslation('marketplace');
  const name = words(`disputes.ruleNames.${rule.name}`);
  return (
    <li className={classes['rule']} data-off={!rule.enabled || undefined} data-rule={rule.name}>
      <div className={classes['head']}>
        <span className={classes['number']} aria-hidden>
          {number}
        </span>
        <h3 className={classes['name']}>{name}</h3>
        <Switch
          size="xs"
          label={rule.enabled ? t('on') : t('off')}
          aria-label={t('onLabel', { rule: name })}
          checked={rule.enabled}
          disabled={disabled}
          onChange={(event) => onChange({ ...rule, enabled: event.currentTarget.checked })}
        />
        {(['up', 'down'] as const).map((way) => (
          <ActionIcon
            key={way}
            variant="subtle"
            color="gray"
            aria-label={t(`${way}Label`, { rule: name })}
            title={t(way)}
            disabled={disabled || (way === 'up' ? number === 1 : last)}
            onClick={() => onMove(way === 'up' ? -1 : 1)}
          >
            {way === 'up' ? <IconArrowUp size={16} aria-hidden /> : <IconArrowDown size={16} aria-hidden />}
          </ActionIcon>
        ))}
      </div>
      <ul className={classes['conditions']} aria-label={t('when')}>
        {rule.conditions.map((condition, at) => (
          // What a rule asks does not move: only its thresholds change.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>
            <Condition
              condition={condition}
              rule={name}
              disabled={disabled}
              onPercent={(percent) => onChange(withPercent<EditedRule>(rule, at, percent))}
            />
          </li>
        ))}
      </ul>
      <Select
        size="xs"
        className={classes['outcome']}
        label={t('then')}
        aria-label={t('thenLabel', { rule: name })}
        allowDeselect={false}
        disabled={disabled}
        value={rule.outcome}
        data={ruleOutcomes
          .filter((outcome) => mayHaveItsOutcome({ ...rule, outcome, conditions: shapesOf(rule) }))
          .map((value) => ({ value, label: t(`outcomes.${value}`) }))}
        onChange={(value) => {
          const outcome = ruleOutcomes.find((each) => each === value);
          if (outcome !== undefined) onChange({ ...rule, outcome });
        }}
      />
    </li>
  );
}

/** The conditions with any percentage in place of one that is still being typed. */
function shapesOf({ conditions }: EditedRule) {
  return conditions.map((condition) => ('percent' in condition ? { ...condition, percent: 0 } : condition));
}

type ConditionProps = {
  readonly condition: EditedRule['conditions'][number];
  readonly rule: string;
  readonly disabled: boolean;
  readonly onPercent: (percent: number | string) => void;
};

function Condition({ condition, rule, disabled, onPercent }: ConditionProps) {
  const { t } = useTranslation('disputeRules');
  const textOf = useConditionText();
  if (!('percent' in condition)) return <>{textOf(ruleConditionSchema.parse(condition))}</>;
  const label = t(`${condition.test}.${condition.fact}`);
  const percent = Number(condition.percent);
  const wrong = condition.percent === '' || !Number.isInteger(percent) || percent < 0 || percent > 100;
  return (
    <span className={classes['threshold']}>
      {label}
      <NumberInput
        size="xs"
        className={classes['percent']}
        aria-label={`${rule}: ${label}`}
        suffix={condition.fact === 'upPercent' ? t('ofTerm') : t('ofText')}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="none"
        hideControls
        disabled={disabled}
        error={wrong}
        value={condition.percent}
        onChange={onPercent}
      />
    </span>
  );
}

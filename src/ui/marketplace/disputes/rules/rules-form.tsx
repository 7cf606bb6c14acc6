import { useState } from 'react';
import { NumberInput, TextInput, VisuallyHidden } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DisputeRuleSet } from '#contract/marketplace/dispute-rules.ts';
import { toConsoleError } from '../../../app/errors.ts';
import { useTRPC, useTRPCClient } from '../../../app/trpc.ts';
import { useAwayReason } from '../../../app/use-away.ts';
import { useMay } from '../../../app/use-may.ts';
import { useToasts } from '../../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../../components/form/guarded-button.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { ErrorState } from '../../../components/states/error-state.tsx';
import { UnsavedGuard } from '../../../settings/unsaved-guard.tsx';
import marketplace from '../../marketplace.module.css';
import { useCommandKey } from '../../use-command-key.ts';
import { type EditedRules, enteredRules, moveRule } from './edited-rules.ts';
import { RuleCard } from './rule-card.tsx';
import classes from './rules.module.css';
import { RulesPreviewTable } from './rules-preview.tsx';

export type RulesDraft = { readonly rules: EditedRules; readonly reason: string };

type RulesFormProps = {
  /** The rules in force, and the version they are. */
  readonly rules: DisputeRuleSet;
  readonly version: number;
  readonly draft: RulesDraft;
  readonly onDraft: (draft: RulesDraft) => void;
};

/** The rules in their priority, with what they would have decided differently before they are saved. */
export function RulesForm({ rules: inForce, version, draft, onDraft }: RulesFormProps) {
  const { t } = useTranslation('disputeRules');
  const { t: words } = useTranslation('marketplace');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { show } = useToasts();
  const { keyOf } = useCommandKey();
  const mayWrite = useMay('disputes:decide');
  const away = useAwayReason();
  const disabled = !mayWrite || away !== null;
  const [last, setLast] = useState<number | string>(100);
  const [said, setSaid] = useState('');
  const { rules: edited, reason } = draft;
  const entered = enteredRules(edited);
  const dirty = JSON.stringify(edited) !== JSON.stringify(inForce);
  const lastWrong = typeof last !== 'number' || !Number.isInteger(last) || last < 1 || last > 500;
  const preview = useMutation({
    mutationFn: async (wanted: { readonly rules: DisputeRuleSet; readonly last: number }) => ({
      of: JSON.stringify(wanted.rules),
      found: await client.disputes.previewRules.query(wanted),
    }),
  });
  const saving = useMutation(
    trpc.disputes.saveRules.mutationOptions({
      onSuccess: () => {
        show(t('saved'));
        preview.reset();
        void queryClient.invalidateQueries(trpc.disputes.pathFilter());
      },
    }),
  );
  const previewed = entered !== null && preview.data?.of === JSON.stringify(entered);
  const change = (rules: EditedRules) => onDraft({ rules, reason });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (entered === null || saving.isPending || !previewed || !dirty || reason.trim() === '') return;
        const key = keyOf(JSON.stringify([entered, reason, version]));
        saving.mutate({ key, version, rules: entered, reason });
      }}
    >
      <Section title={t('rules')} description={t('rulesText')}>
        {mayWrite ? null : <p className={marketplace['text']}>{t('readOnly')}</p>}
        {mayWrite && away !== null ? (
          <p className={marketplace['text']} role="status">
            {away} {t('away')}
          </p>
        ) : null}
        <fieldset className={classes['fields']} disabled={disabled}>
          <ol className={classes['rules']} aria-label={t('rules')}>
            {edited.rules.map((rule, index) => (
              <RuleCard
                key={rule.name}
                rule={rule}
                number={index + 1}
                last={index === edited.rules.length - 1}
                disabled={disabled}
                onChange={(changed) =>
                  change({
                    ...edited,
                    rules: edited.rules.map((each, at) => (at === index ? changed : each)),
                  })
                }
                onMove={(by) => {
                  change({ ...edited, rules: moveRule(edited.rules, index, by) });
                  setSaid(
                    t('moved', { rule: words(`disputes.ruleNames.${rule.name}`), number: index + 1 + by }),
                  );
                }}
              />
            ))}
          </ol>
          <VisuallyHidden role="status">{said}</VisuallyHidden>
          <div className={classes['grid']}>
            <NumberInput
              label={t('patience')}
              description={t('patienceText')}
              suffix={t('minutes')}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="none"
              value={edited.patienceMinutes}
              onChange={(patienceMinutes) => change({ ...edited, patienceMinutes })}
            />
            <NumberInput
              label={t('last')}
              description={t('lastText')}
              suffix={t('disputes')}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="none"
              error={lastWrong}
              value={last}
              onChange={setLast}
            />
            <TextInput
              label={t('reason')}
              description={t('reasonText')}
              maxLength={500}
              dir="auto"
              value={reason}
              onChange={(event) => onDraft({ rules: edited, reason: event.currentTarget.value })}
            />
          </div>
          {entered === null ? (
            <p className={marketplace['problem']} role="alert">
              {t('wrong')}
            </p>
          ) : null}
        </fieldset>
      </Section>
      {preview.data !== undefined && previewed ? <RulesPreviewTable preview={preview.data.found} /> : null}
      {[preview.error, saving.error].map((error) =>
        error === null ? null : (
          <ErrorState key={error.message} error={toConsoleError(error)} variant="inline" />
        ),
      )}
      {mayWrite ? (
        <div className={marketplace['buttons']}>
          {dirty ? (
            <GuardedButton variant="subtle" onClick={() => onDraft({ rules: inForce, reason: '' })}>
              {t('undo')}
            </GuardedButton>
          ) : null}
          <GuardedButton
            variant="default"
            loading={preview.isPending}
            disabled={entered === null || lastWrong}
            onClick={() => {
              if (entered !== null && !lastWrong) preview.mutate({ rules: entered, last });
            }}
          >
            {t('preview')}
          </GuardedButton>
          <GuardedButton
            type="submit"
            loading={saving.isPending}
            reason={
              !dirty
                ? t('nothing')
                : !previewed
                  ? t('previewFirst')
                  : reason.trim() === ''
                    ? t('needsReason')
                    : null
            }
          >
            {t('save')}
          </GuardedButton>
        </div>
      ) : null}
      <UnsavedGuard dirty={dirty} />
    </form>
  );
}

import { useState } from 'react';
import { NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RiskRules } from '#contract/marketplace/risk.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import marketplace from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { instantFromLocalText } from './instant-text.ts';
import classes from './risk.module.css';
import { RiskPreviewTable } from './risk-preview.tsx';
import { fromRiskValues, type RiskField, toRiskValues } from './risk-values.ts';

const weights: readonly RiskField[] = [
  'newWeight',
  'unverifiedWeight',
  'disputeWeight',
  'positiveWeight',
  'longWeight',
];
const limits: readonly RiskField[] = [
  'newDays',
  'disputePercent',
  'positiveStars',
  'longDays',
  'flagAbove',
  'suspendAbove',
];

type RiskRulesFormProps = {
  readonly rules: RiskRules;
  /** The newest version that was read: who saved another meanwhile is told. */
  readonly seen: number;
};

/** Weights and thresholds, with what they would do before they are saved. */
export function RiskRulesForm({ rules, seen }: RiskRulesFormProps) {
  const { t } = useTranslation('risk');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { show } = useToasts();
  const { keyOf } = useCommandKey();
  const mayWrite = useMay('settings:write');
  const [values, setValues] = useState(() => toRiskValues(rules));
  const [from, setFrom] = useState('');
  const [reason, setReason] = useState('');
  const entered = fromRiskValues(values);
  const preview = useMutation({
    mutationFn: async (wanted: RiskRules) => ({
      of: JSON.stringify(wanted),
      ...(await client.risk.preview.query({ rules: wanted })),
    }),
  });
  const saving = useMutation(
    trpc.risk.saveRules.mutationOptions({
      onSuccess: () => {
        show(t('saved'));
        void queryClient.invalidateQueries(trpc.risk.pathFilter());
      },
    }),
  );
  const previewed = preview.data?.of === JSON.stringify(entered);
  const field = (name: RiskField) => (
    <NumberInput
      key={name}
      label={t(`fields.${name}`)}
      suffix={name === 'positiveStars' ? ' ★' : t(unitOf(name))}
      decimalScale={name === 'disputePercent' ? 4 : name === 'positiveStars' ? 1 : 0}
      clampBehavior="none"
      value={values[name]}
      onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (entered === null || saving.isPending || !previewed) return;
        const validFrom = instantFromLocalText(from);
        const key = keyOf(JSON.stringify([entered, validFrom, reason, seen]));
        saving.mutate({ key, seen, rules: entered, validFrom, reason });
      }}
    >
      {mayWrite ? null : <p className={marketplace['text']}>{t('readOnly')}</p>}
      <fieldset className={classes['fields']} disabled={!mayWrite}>
        <Section title={t('weights')} description={t('weightsText')}>
          <div className={classes['grid']}>{weights.map(field)}</div>
        </Section>
        <Section title={t('limits')}>
          <div className={classes['grid']}>{limits.map(field)}</div>
        </Section>
        {entered === null ? (
          <p className={classes['wrong']} role="alert">
            {t('wrong')}
          </p>
        ) : null}
        <div className={classes['grid']}>
          <TextInput
            label={t('reason')}
            description={t('reasonText')}
            maxLength={500}
            dir="auto"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label={t('from')}
            description={t('fromText')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
        </div>
      </fieldset>
      {preview.data !== undefined && previewed ? <RiskPreviewTable preview={preview.data} /> : null}
      {preview.error === null ? null : <ErrorState error={toConsoleError(preview.error)} variant="inline" />}
      {saving.error === null ? null : <ErrorState error={toConsoleError(saving.error)} variant="inline" />}
      {mayWrite ? (
        <div className={marketplace['buttons']}>
          <GuardedButton
            variant="default"
            loading={preview.isPending}
            disabled={entered === null}
            onClick={() => {
              if (entered !== null) preview.mutate(entered);
            }}
          >
            {t('preview')}
          </GuardedButton>
          <GuardedButton
            type="submit"
            loading={saving.isPending}
            reason={!previewed ? t('previewFirst') : reason.trim() === '' ? t('needsReason') : null}
          >
            {t('save')}
          </GuardedButton>
        </div>
      ) : null}
    </form>
  );
}

function unitOf(name: RiskField): 'days' | 'percent' | 'points' {
  if (name === 'newDays' || name === 'longDays') return 'days';
  return name === 'disputePercent' ? 'percent' : 'points';
}

import { useState } from 'react';
import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DisputeDetail } from '#contract/disputes.ts';
import { type DisputeDecision, disputeDecisions } from '#contract/marketplace/disputes.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { decimalText, formatMoney } from '../../components/money/format-money.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';
import { DivisionPreview } from './division-preview.tsx';
import { givenBackMicros } from './given-back.ts';

type DecisionFormProps = { readonly dispute: DisputeDetail; readonly onDone: () => void };

/** Refunds, releases or divides, with a reason that both sides read; says before who gets what. */
export function DecisionForm({ dispute, onDone }: DecisionFormProps) {
  const { t, i18n } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [decision, setDecision] = useState<DisputeDecision>('pro_rata');
  const [amount, setAmount] = useState(() => proposedAmount(dispute));
  const [reason, setReason] = useState('');
  const deciding = useMutation(
    trpc.disputes.decide.mutationOptions({
      onSettled: refresh,
      onSuccess: () => {
        settled();
        show(t('disputes.decidedNow'));
        onDone();
      },
    }),
  );
  const back = givenBackMicros(decision, amount, BigInt(dispute.price.micros));
  const hindrance =
    back === null ? t('disputes.badBack') : reason.trim() === '' ? t('disputes.reasonNeeded') : null;
  const send = () => {
    if (back === null || hindrance !== null) return;
    const { id, version } = dispute;
    const givenBack = String(back);
    deciding.mutate({
      key: keyOf(`${id} ${version} ${givenBack} ${reason}`),
      id,
      version,
      givenBack,
      reason,
    });
  };
  return (
    <form
      className={classes['form']}
      aria-label={t('disputes.decide')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <SegmentedControl
        aria-label={t('disputes.decide')}
        fullWidth
        value={decision}
        onChange={(next) => setDecision(disputeDecisions.find((each) => each === next) ?? decision)}
        data={disputeDecisions.map((each) => ({ value: each, label: t(`disputes.choices.${each}`) }))}
      />
      {decision === 'pro_rata' ? (
        <TextInput
          label={t('disputes.back')}
          description={t('disputes.decideText', { price: formatMoney(dispute.price, i18n.language) })}
          inputMode="decimal"
          value={amount}
          error={amount.trim() !== '' && back === null ? t('disputes.badBack') : null}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
      ) : null}
      {back === null ? null : <DivisionPreview dispute={dispute} back={back} />}
      <Textarea
        label={t('disputes.decisionReason')}
        description={t('disputes.decisionReasonText')}
        required
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {deciding.error === null ? null : (
        <ErrorState error={toConsoleError(deciding.error)} variant="inline" />
      )}
      <GuardedButton type="submit" loading={deciding.isPending} reason={hindrance}>
        {t('disputes.decideNow')}
      </GuardedButton>
    </form>
  );
}

/** What the rule for posts that were up for a part of their term would give back, as a beginning. */
function proposedAmount({ rules }: DisputeDetail): string {
  const proposal = rules.find(({ rule }) => rule.outcome === 'pro_rata')?.wouldGiveBack ?? null;
  return proposal === null ? '' : decimalText(proposal.micros).replace(/\.?0{1,6}$/, '');
}

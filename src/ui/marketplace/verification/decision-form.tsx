import { useState } from 'react';
import { SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { VerificationDetail } from '#contract/marketplace/verification.ts';
import { type RejectionReason, rejectionReasons } from '#contract/marketplace/verification-states.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { useCommandKey } from '../use-command-key.ts';
import { useVerificationRefresh } from './use-verification-refresh.ts';
import { endOfDay, inMonths, validMonths } from './valid-until.ts';
import classes from './verification.module.css';

const typedDate = 'date';

type DecisionFormProps = { readonly request: VerificationDetail; readonly onDecided: () => void };

/**
 * Approves for a time, or rejects with a reason. It decides by the request as it is shown: who changed it meanwhile is told here.
 */
export function DecisionForm({ request, onDecided }: DecisionFormProps) {
  const { t } = useTranslation('verification');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useVerificationRefresh();
  const { keyOf, settled } = useCommandKey();
  const [decision, setDecision] = useState<'approve' | 'reject'>('approve');
  const [valid, setValid] = useState('12');
  const [date, setDate] = useState('');
  const [rejection, setRejection] = useState<RejectionReason>('unreadable');
  const [reason, setReason] = useState('');
  const decided = (words: string) => () => {
    settled();
    show(words);
    onDecided();
  };
  const approving = useMutation(
    trpc.verification.approve.mutationOptions({
      onSuccess: decided(t('decide.approved', { id: request.id })),
      onSettled: refresh,
    }),
  );
  const rejecting = useMutation(
    trpc.verification.reject.mutationOptions({
      onSuccess: decided(t('decide.rejected', { id: request.id })),
      onSettled: refresh,
    }),
  );
  const until = valid === typedDate ? endOfDay(date, Date.now()) : inMonths(Number(valid), Date.now());
  const needsWords = decision === 'reject' && rejection === 'other' && reason.trim() === '';
  const badDate = decision === 'approve' && until === null;
  const { id, version } = request;
  const send = () => {
    if (decision === 'reject') {
      const key = keyOf(`reject ${id} ${version} ${rejection} ${reason}`);
      rejecting.mutate({ key, id, version, rejection, reason });
    } else if (until !== null) {
      const key = keyOf(`approve ${id} ${version} ${until} ${reason}`);
      approving.mutate({ key, id, version, validUntil: until, reason });
    }
  };
  const error = decision === 'approve' ? approving.error : rejecting.error;
  return (
    <form
      className={classes['form']}
      aria-label={t('decide.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!needsWords && !badDate) send();
      }}
    >
      <SegmentedControl
        aria-label={t('decide.which')}
        fullWidth
        value={decision}
        onChange={(next) => setDecision(next === 'reject' ? 'reject' : 'approve')}
        data={[
          { value: 'approve', label: t('decide.approve') },
          { value: 'reject', label: t('decide.reject') },
        ]}
      />
      {decision === 'approve' ? (
        <>
          <Select
            label={t('decide.until')}
            allowDeselect={false}
            value={valid}
            onChange={(next) => setValid(next ?? valid)}
            data={[
              ...validMonths.map((months) => ({
                value: String(months),
                label:
                  months % 12 === 0
                    ? t('decide.years', { count: months / 12 })
                    : t('decide.months', { count: months }),
              })),
              { value: typedDate, label: t('decide.date') },
            ]}
          />
          {valid === typedDate ? (
            <TextInput
              type="date"
              label={t('decide.dateLabel')}
              value={date}
              onChange={(event) => setDate(event.currentTarget.value)}
              error={date !== '' && badDate ? t('decide.badDate') : null}
            />
          ) : null}
        </>
      ) : (
        <Select
          label={t('decide.why')}
          allowDeselect={false}
          value={rejection}
          onChange={(next) => setRejection(rejectionReasons.find((each) => each === next) ?? rejection)}
          data={rejectionReasons.map((each) => ({ value: each, label: t(`decide.reasons.${each}`) }))}
        />
      )}
      <Textarea
        label={t('decide.words')}
        description={t('decide.wordsText')}
        autosize
        minRows={3}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error === null ? null : <ErrorState error={toConsoleError(error)} variant="inline" />}
      <GuardedButton
        type="submit"
        loading={approving.isPending || rejecting.isPending}
        reason={needsWords ? t('decide.needed') : badDate ? t('decide.badDate') : null}
        {...(decision === 'reject' ? { color: 'red.8' } : {})}
      >
        {t(`decide.${decision}`)}
      </GuardedButton>
    </form>
  );
}

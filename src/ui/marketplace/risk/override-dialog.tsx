import { useState } from 'react';
import { Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#contract/marketplace/customer.ts';
import { customerStates } from '#contract/marketplace/customers.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Dialog } from '../../components/layout/dialog.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { useRefreshCustomers } from '../customers/use-refresh-customers.ts';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { instantFromLocalText } from './instant-text.ts';

type OverrideDialogProps = {
  readonly opened: boolean;
  readonly customer: Customer;
  readonly onClose: () => void;
};

/** Pins the score, the state or both, with a reason, for some time or until it is ended. */
export function OverrideDialog({ opened, customer, onClose }: OverrideDialogProps) {
  const { t } = useTranslation('risk');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('overrideTitle', { name: customer.name })}>
      <OverrideForm customer={customer} onClose={onClose} />
    </Dialog>
  );
}

function OverrideForm({ customer, onClose }: Omit<OverrideDialogProps, 'opened'>) {
  const { t } = useTranslation('risk');
  const { t: marketplace } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefreshCustomers();
  const { keyOf } = useCommandKey();
  // What they decided by: who was faster is told.
  const [{ id, version, name }] = useState(customer);
  const [score, setScore] = useState<number | string>('');
  const [state, setState] = useState<string | null>('active');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const pinning = useMutation(
    trpc.risk.override.mutationOptions({
      onSettled: refresh,
      onSuccess: () => {
        show(t('pinned', { name }));
        onClose();
      },
    }),
  );
  const pinned = {
    score: typeof score === 'number' ? score : null,
    state: customerStates.find((each) => each === state) ?? null,
    until: instantFromLocalText(until),
    reason,
  };
  const something = pinned.score !== null || pinned.state !== null;
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (pinning.isPending || !something) return;
        pinning.mutate({ key: keyOf(JSON.stringify([version, pinned])), id, version, ...pinned });
      }}
    >
      <p className={classes['text']}>{t('overrideText')}</p>
      <Select
        label={t('pinState')}
        allowDeselect={false}
        data={[
          { value: '', label: t('pinStateNone') },
          ...customerStates.map((each) => ({ value: each, label: marketplace(`customers.states.${each}`) })),
        ]}
        value={state}
        onChange={setState}
      />
      <NumberInput
        label={t('pinScore')}
        description={t('pinScoreText')}
        min={0}
        max={100}
        allowDecimal={false}
        value={score}
        onChange={setScore}
      />
      <TextInput
        type="datetime-local"
        label={t('until')}
        description={t('untilText')}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <Textarea
        label={t('reason')}
        required
        maxLength={500}
        autosize
        minRows={2}
        dir="auto"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {pinning.error === null ? null : <ErrorState error={toConsoleError(pinning.error)} variant="inline" />}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <GuardedButton
          type="submit"
          loading={pinning.isPending}
          reason={something ? null : t('pinSomething')}
        >
          {t('pin')}
        </GuardedButton>
      </div>
    </form>
  );
}

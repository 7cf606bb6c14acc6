import { useState } from 'react';
import { Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerProfile } from '#contract/marketplace/customer.ts';
import { type PaymentKind, paymentKinds } from '#contract/marketplace/money.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ExportButton } from '../../components/export/export-button.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { MoneyText } from '../../components/money/money-text.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { useMay } from '../../app/use-may.ts';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';
import { microsFromText } from './amount-text.ts';

/** Payments of a customer that wait for their end, and a way to begin one. For those who may. */
export function CustomerPayments({ customer }: { readonly customer: CustomerProfile }) {
  const { t } = useTranslation('marketplace');
  const mayPay = useMay('finance:write');
  return (
    <>
      {customer.pendingPayments.length === 0 ? null : (
        <Section title={t('profile.waiting')}>
          <ul className={classes['cards']}>
            {customer.pendingPayments.map((payment) => (
              <li key={payment.id} className={classes['cardLine']}>
                <span>
                  {t(`payments.${payment.kind}`)} <MoneyText money={payment.amount} />{' '}
                  <span className={classes['quiet']}>
                    <RelativeTimeText at={payment.createdAt} />
                  </span>
                </span>
                {mayPay ? <EndPayment id={payment.id} /> : null}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <div>
        <ExportButton
          title={t('profile.payments')}
          target={{ table: 'payments', input: { customerId: customer.id } }}
        />
      </div>
      {mayPay ? <NewPayment customer={customer} /> : null}
    </>
  );
}

function EndPayment({ id }: { readonly id: CustomerProfile['pendingPayments'][number]['id'] }) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show, showError } = useToasts();
  const refresh = useRefresh();
  const { keyOf } = useCommandKey();
  const ending = useMutation(
    trpc.marketplace.settlePayment.mutationOptions({
      onSuccess: () => show(t('profile.settled')),
      onError: showError,
      onSettled: refresh,
    }),
  );
  const end = (outcome: 'succeeded' | 'failed') =>
    ending.mutate({ key: keyOf(`${id} ${outcome}`), id, outcome });
  return (
    <span className={classes['moves']}>
      <GuardedButton size="compact-xs" loading={ending.isPending} onClick={() => end('succeeded')}>
        {t('profile.succeeded')}
      </GuardedButton>
      <GuardedButton
        size="compact-xs"
        variant="default"
        loading={ending.isPending}
        onClick={() => end('failed')}
      >
        {t('profile.failed')}
      </GuardedButton>
    </span>
  );
}

function NewPayment({ customer }: { readonly customer: CustomerProfile }) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const currencies = [...new Set([...customer.accounts.map(({ currency }) => currency), 'USD', 'EUR'])];
  const [kind, setKind] = useState<PaymentKind>('deposit');
  const [currency, setCurrency] = useState(currencies[0] ?? 'USD');
  const [text, setText] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const beginning = useMutation(
    trpc.marketplace.beginPayment.mutationOptions({
      onSuccess: () => {
        settled();
        setText('');
        show(t('profile.began'));
      },
      onSettled: refresh,
    }),
  );
  return (
    <Section title={t('profile.pay')}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          const amount = microsFromText(text);
          setIsWrong(amount === null);
          if (amount === null || beginning.isPending) return;
          const key = keyOf(`${kind} ${amount} ${currency}`);
          beginning.mutate({ key, kind, customerId: customer.id, amount, currency, gateway: 'manual' });
        }}
      >
        <div className={classes['row']}>
          <Select
            label={t('profile.payKind')}
            size="xs"
            w={130}
            allowDeselect={false}
            data={paymentKinds.map((each) => ({ value: each, label: t(`payments.${each}`) }))}
            value={kind}
            onChange={(next) => setKind(paymentKinds.find((each) => each === next) ?? kind)}
          />
          <TextInput
            label={t('profile.payAmount')}
            size="xs"
            w={120}
            inputMode="decimal"
            maxLength={20}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={isWrong ? t('profile.badAmount') : null}
          />
          <Select
            label={t('profile.payCurrency')}
            size="xs"
            w={90}
            allowDeselect={false}
            data={currencies}
            value={currency}
            onChange={(next) => setCurrency(next ?? currency)}
          />
          <GuardedButton type="submit" size="xs" variant="light" loading={beginning.isPending}>
            {t('profile.begin')}
          </GuardedButton>
        </div>
        {beginning.error === null ? null : (
          <ErrorState error={toConsoleError(beginning.error)} variant="inline" />
        )}
      </form>
    </Section>
  );
}

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentState } from '#contract/marketplace/money.ts';
import type { PaymentRow } from '#contract/marketplace/payment.ts';
import type { GridColumn } from '../../components/data-grid/grid-types.ts';
import { MoneyText } from '../../components/money/money-text.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import type { Tone } from '../../components/tone/tone.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import classes from '../marketplace.module.css';

const tones: Readonly<Record<PaymentState, Tone>> = {
  pending: 'caution',
  succeeded: 'positive',
  failed: 'critical',
  cancelled: 'neutral',
};

function PaymentStateBadge({ state }: { readonly state: PaymentState }) {
  const { t } = useTranslation('payments');
  return (
    <ToneBadge tone={tones[state]} quiet>
      {t(`states.${state}`)}
    </ToneBadge>
  );
}

export function usePaymentColumns(): readonly GridColumn<PaymentRow>[] {
  const { t } = useTranslation(['payments', 'marketplace']);
  return useMemo(
    () => [
      {
        id: 'id',
        label: t('columns.id'),
        width: 88,
        sortable: true,
        descendingFirst: true,
        required: true,
        cell: ({ id }) => <span className={classes['quiet']}>{id}</span>,
      },
      {
        id: 'state',
        label: t('columns.state'),
        width: 116,
        cell: ({ state }) => <PaymentStateBadge state={state} />,
      },
      {
        id: 'kind',
        label: t('columns.kind'),
        width: 110,
        cell: ({ kind }) => t(`marketplace:payments.${kind}`),
      },
      {
        id: 'customer',
        label: t('columns.customer'),
        width: 160,
        grow: true,
        cell: ({ customer }) => <bdi>{customer.name}</bdi>,
      },
      {
        id: 'amount',
        label: t('columns.amount'),
        width: 130,
        align: 'end',
        cell: ({ amount }) => <MoneyText money={amount} />,
      },
      {
        id: 'gateway',
        label: t('columns.gateway'),
        width: 100,
        hiddenAtFirst: true,
        cell: ({ gateway }) => t(`gateways.${gateway}`),
      },
      {
        id: 'createdAt',
        label: t('columns.createdAt'),
        width: 116,
        cell: ({ createdAt }) => <RelativeTimeText at={createdAt} inTable />,
      },
      {
        id: 'settledAt',
        label: t('columns.settledAt'),
        width: 116,
        cell: ({ settledAt }) => (settledAt === null ? '—' : <RelativeTimeText at={settledAt} inTable />),
      },
      {
        id: 'orderId',
        label: t('columns.orderId'),
        width: 92,
        hiddenAtFirst: true,
        cell: ({ orderId }) => <span className={classes['quiet']}>{orderId ?? '—'}</span>,
      },
      {
        id: 'problem',
        label: t('columns.problem'),
        width: 150,
        cell: ({ problem }) => problem ?? '—',
      },
    ],
    [t],
  );
}

/** The payment on a narrow screen. */
export function PaymentCard({ payment }: { readonly payment: PaymentRow }) {
  const { t } = useTranslation('marketplace');
  return (
    <>
      <span className={classes['cardLine']}>
        <span className={classes['cardName']}>
          <bdi>{payment.customer.name}</bdi>
        </span>
        <MoneyText money={payment.amount} />
      </span>
      <span className={classes['cardLine']}>
        <PaymentStateBadge state={payment.state} />
        <span className={classes['quiet']}>
          {t(`payments.${payment.kind}`)} · <RelativeTimeText at={payment.createdAt} inTable />
        </span>
      </span>
    </>
  );
}

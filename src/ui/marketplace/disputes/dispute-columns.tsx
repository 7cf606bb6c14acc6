import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisputeRow } from '#contract/disputes.ts';
import type { GridColumn } from '../../components/data-grid/grid-types.ts';
import { MoneyText } from '../../components/money/money-text.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';
import { DisputeStateBadge } from './dispute-state-badge.tsx';

export function useDisputeColumns(): readonly GridColumn<DisputeRow>[] {
  const { t } = useTranslation('marketplace');
  return useMemo(
    () => [
      {
        id: 'state',
        label: t('disputes.state'),
        width: 112,
        required: true,
        cell: ({ state }) => <DisputeStateBadge state={state} quiet />,
      },
      {
        id: 'priority',
        label: t('disputes.priority'),
        width: 84,
        cell: ({ priority }) => (priority === null ? '—' : t('disputes.priorityValue', { priority })),
      },
      {
        id: 'order',
        label: t('disputes.columns.order'),
        width: 92,
        cell: ({ orderId }) => <span className={classes['quiet']}>{orderId}</span>,
      },
      {
        id: 'reason',
        label: t('disputes.reason'),
        width: 140,
        cell: ({ reason }) => t(`disputes.reasons.${reason}`),
      },
      {
        id: 'sides',
        label: t('disputes.columns.sides'),
        width: 240,
        grow: true,
        cell: ({ advertiser, editor }) => (
          <>
            <bdi>{advertiser.name}</bdi>
            <span className={classes['quiet']}> · </span>
            <bdi>{editor.name}</bdi>
          </>
        ),
      },
      {
        id: 'channel',
        label: t('columns.channel'),
        width: 170,
        hiddenAtFirst: true,
        cell: ({ channel }) => <bdi>{channel}</bdi>,
      },
      {
        id: 'price',
        label: t('disputes.price'),
        width: 110,
        align: 'end',
        cell: ({ price }) => <MoneyText money={price} />,
      },
      {
        id: 'opened',
        label: t('disputes.columns.opened'),
        width: 116,
        cell: ({ openedAt }) => <RelativeTimeText at={openedAt} inTable />,
      },
      {
        id: 'decision',
        label: t('disputes.columns.decision'),
        width: 104,
        cell: ({ decision }) => (decision === null ? '—' : t(`disputes.decisions.${decision}`)),
      },
    ],
    [t],
  );
}

/** The dispute on a narrow screen. */
export function DisputeCard({ dispute }: { readonly dispute: DisputeRow }) {
  const { t } = useTranslation('marketplace');
  return (
    <>
      <span className={classes['cardLine']}>
        <span className={classes['cardName']}>{t(`disputes.reasons.${dispute.reason}`)}</span>
        <MoneyText money={dispute.price} />
      </span>
      <span className={classes['cardLine']}>
        <DisputeStateBadge state={dispute.state} quiet />
        <span className={classes['quiet']}>
          {dispute.priority === null
            ? null
            : `${t('disputes.priorityValue', { priority: dispute.priority })} · `}
          <RelativeTimeText at={dispute.openedAt} inTable />
        </span>
      </span>
    </>
  );
}

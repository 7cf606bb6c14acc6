import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verification, VerificationQueue } from '#contract/marketplace/verification.ts';
import type { GridColumn } from '../../components/data-grid/grid-types.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';
import { VerificationBadge } from './verification-badge.tsx';

type Columns = readonly GridColumn<Verification>[];

/** What the table shows of a queue: who waits how long, who reviews what, or what came of it. */
export function useVerificationColumns(queue: VerificationQueue): Columns {
  const { t } = useTranslation('verification');
  return useMemo(() => {
    const first: Columns = [
      {
        id: 'id',
        label: t('columns.id'),
        width: 72,
        required: true,
        cell: ({ id }) => <span className={classes['quiet']}>{id}</span>,
      },
      {
        id: 'customer',
        label: t('columns.customer'),
        width: 180,
        grow: true,
        cell: ({ customer }) => <bdi>{customer.name}</bdi>,
      },
      {
        id: 'kind',
        label: t('columns.kind'),
        width: 230,
        cell: ({ kind, label }) => (
          <span>
            {t(`kinds.${kind}`)}
            {label === null ? null : (
              <span className={classes['quiet']}>
                {' · '}
                <bdi>{label}</bdi>
              </span>
            )}
          </span>
        ),
      },
    ];
    const reviewer: GridColumn<Verification> = {
      id: 'reviewer',
      label: t('columns.reviewer'),
      width: 140,
      cell: (row) => row.reviewer ?? '—',
    };
    const state: GridColumn<Verification> = {
      id: 'state',
      label: t('columns.state'),
      width: 120,
      cell: (row) => <VerificationBadge state={row.state} quiet />,
    };
    const documents: GridColumn<Verification> = {
      id: 'documents',
      label: t('columns.documents'),
      width: 104,
      align: 'end',
      cell: (row) => row.documents,
    };
    const risk: GridColumn<Verification> = {
      id: 'risk',
      label: t('columns.risk'),
      width: 76,
      align: 'end',
      cell: ({ customer }) => customer.riskScore,
    };
    const asked: GridColumn<Verification> = {
      id: 'requestedAt',
      label: t('columns.requestedAt'),
      width: 120,
      cell: ({ requestedAt }) => <RelativeTimeText at={requestedAt} inTable />,
    };
    const validUntil: GridColumn<Verification> = {
      id: 'validUntil',
      label: t('columns.validUntil'),
      width: 130,
      cell: (row) => <RelativeTimeText at={row.validUntil} never="—" inTable />,
    };
    const decided: GridColumn<Verification> = {
      id: 'decidedAt',
      label: t('columns.decidedAt'),
      width: 124,
      cell: ({ decidedAt }) => <RelativeTimeText at={decidedAt} never="—" inTable />,
    };
    const priority: GridColumn<Verification> = {
      id: 'priority',
      label: t('columns.priority'),
      width: 104,
      cell: (row) => <Priority urgent={row.priority === 'high'} words={t(`priorities.${row.priority}`)} />,
    };
    switch (queue) {
      case 'waiting':
        return [...first, priority, documents, risk, asked];
      case 'in_review':
        return [...first, reviewer, documents, risk, asked];
      case 'decided':
        return [...first, state, reviewer, decided, validUntil];
      case 'expiring':
        return [...first, reviewer, decided, validUntil];
    }
  }, [t, queue]);
}

function Priority({ urgent, words }: { readonly urgent: boolean; readonly words: string }) {
  return urgent ? (
    <ToneBadge tone="serious" quiet>
      {words}
    </ToneBadge>
  ) : (
    <span className={classes['quiet']}>{words}</span>
  );
}

/** The request on a narrow screen. */
export function VerificationCard({ request }: { readonly request: Verification }) {
  const { t } = useTranslation('verification');
  return (
    <>
      <span className={classes['cardLine']}>
        <span className={classes['cardName']}>
          <bdi>{request.customer.name}</bdi>
        </span>
        <span className={classes['quiet']}>
          <RelativeTimeText at={request.decidedAt ?? request.requestedAt} inTable />
        </span>
      </span>
      <span className={classes['cardLine']}>
        <span className={classes['cardName']}>{t(`kinds.${request.kind}`)}</span>
        {request.state === 'requested' ? (
          <Priority urgent={request.priority === 'high'} words={t(`priorities.${request.priority}`)} />
        ) : (
          <VerificationBadge state={request.state} quiet />
        )}
      </span>
    </>
  );
}

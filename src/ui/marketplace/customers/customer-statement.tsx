import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerId } from '#contract/ids.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { ExportButton } from '../../components/export/export-button.tsx';
import { Pager } from '../../components/layout/pager.tsx';
import { Section } from '../../components/layout/section.tsx';
import { MoneyText } from '../../components/money/money-text.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';

const pageSize = 50;

/** Every transfer of a customer's money, which together explain each balance. */
export function CustomerStatement({ id }: { readonly id: CustomerId }) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const [page, setPage] = useState(1);
  const read = useQuery({
    ...trpc.marketplace.statement.queryOptions({
      customerId: id,
      offset: (page - 1) * pageSize,
      limit: pageSize,
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <Section
      title={t('statement.title')}
      description={t('statement.text')}
      actions={
        read.data === undefined || read.data.total === 0 ? null : (
          <ExportButton
            title={t('statement.title')}
            target={{ table: 'statement', input: { customerId: id } }}
          />
        )
      }
    >
      {read.data === undefined ? (
        <LoadingOrError read={read} lines={6} variant="inline" />
      ) : read.data.total === 0 ? (
        <p className={classes['text']}>{t('statement.none')}</p>
      ) : (
        <div className={classes['form']}>
          <DataTable
            label={t('statement.title')}
            stackOnPhone
            columns={[
              { label: t('statement.at') },
              { label: t('statement.what') },
              { label: t('statement.account') },
              { label: t('statement.amount'), align: 'end' },
              { label: t('statement.balance'), align: 'end' },
            ]}
            rows={read.data.rows.map((row) => ({
              id: `${row.id} ${row.account}`,
              cells: [
                <RelativeTimeText key="at" at={row.at} inTable />,
                [t(`statement.kinds.${row.kind}`), t(`statement.phases.${row.phase}`)]
                  .filter((word) => word !== '')
                  .join(', ') + (row.orderId === null ? '' : ` #${row.orderId}`),
                t(`profile.accounts.${row.account}`),
                <MoneyText key="amount" money={row.amount} />,
                <MoneyText key="balance" money={row.balance} />,
              ],
            }))}
          />
          <Pager page={page} pageSize={pageSize} total={read.data.total} onPage={setPage} />
        </div>
      )}
    </Section>
  );
}

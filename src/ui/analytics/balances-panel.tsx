import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SpecialPanel } from '#contract/metrics/dashboards/dashboard.ts';
import { toConsoleError } from '../app/errors.ts';
import { useMay } from '../app/use-may.ts';
import { useTRPC } from '../app/trpc.ts';
import { DataTable } from '../components/chart/data-table.tsx';
import { Section } from '../components/layout/section.tsx';
import { MoneyText } from '../components/money/money-text.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import classes from './analytics.module.css';

type BalancesPanelProps = { readonly panel: SpecialPanel; readonly customer: number };

/** What a customer has left, account by account. */
export function BalancesPanel({ panel, customer }: BalancesPanelProps) {
  const { t } = useTranslation('analytics');
  const trpc = useTRPC();
  const mayRead = useMay('finance:read');
  const { data, error, refetch } = useQuery(trpc.marketplace.customer.queryOptions({ id: customer }));
  return (
    <Section title={panel.title} description={panel.description}>
      {data === undefined ? (
        error === null ? (
          <Skeleton height={120} radius="md" />
        ) : (
          <ErrorState error={toConsoleError(error)} variant="inline" onRetry={() => void refetch()} />
        )
      ) : data.accounts.length === 0 ? (
        <p className={classes['nothing']}>{t('balances.none')}</p>
      ) : (
        <DataTable
          label={panel.title}
          columns={[{ label: t('balances.account') }, { label: t('balances.amount'), align: 'end' }]}
          rows={data.accounts.map(({ kind, currency, balance }) => ({
            id: `${kind} ${currency}`,
            cells: [
              t(`balances.${kind}`),
              mayRead ? (
                <Link
                  key="balance"
                  to="/marketplace/customers"
                  search={{ customer, part: 'statement' }}
                  className={classes['rowsLink']}
                >
                  <MoneyText money={balance} />
                </Link>
              ) : (
                <MoneyText key="balance" money={balance} />
              ),
            ],
          }))}
        />
      )}
    </Section>
  );
}

import { Anchor, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AccountUsage, UsageOutcome } from '#contract/account-details.ts';
import type { AccountId } from '#contract/ids.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { Section } from '../../components/layout/section.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import { StandingBadge } from '../standing/standing-badge.tsx';
import classes from './detail.module.css';

const rowsAtOnce = 30;

type Cursor = Pick<AccountUsage, 'at' | 'key'> | null;

const firstPage: { readonly before: Cursor } = { before: null };

/** Every time the account was connected: what for, by whom, and how it ended. */
export function AccountUsageLog({ id }: { readonly id: AccountId }) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const log = useInfiniteQuery({
    queryKey: [...trpc.accounts.usage.queryKey(), 'pages', id],
    initialPageParam: firstPage,
    queryFn: ({ pageParam, signal }) =>
      client.accounts.usage.query({ id, before: pageParam.before, limit: rowsAtOnce }, { signal }),
    getNextPageParam: ({ rows, more }): typeof firstPage | null => {
      const last = rows.at(-1);
      return more && last !== undefined ? { before: { at: last.at, key: last.key } } : null;
    },
  });
  const rows = log.data?.pages.flatMap((page) => page.rows);
  return (
    <Section title={t('usage.title')} description={t('usage.text')}>
      {rows === undefined ? (
        <LoadingOrError read={log} lines={6} variant="inline" />
      ) : rows.length === 0 ? (
        <p className={classes['note']}>{t('usage.none')}</p>
      ) : (
        <>
          <DataTable
            label={t('usage.title')}
            columns={[
              { label: t('detail.time') },
              { label: t('usage.what') },
              { label: t('usage.forWhat') },
              { label: t('usage.by') },
              { label: t('detail.outcome') },
            ]}
            rows={rows.map((row) => ({
              id: row.key,
              cells: [
                <RelativeTimeText key="time" at={row.at} inTable />,
                t(`usage.kinds.${row.kind}`),
                <Reference key="reference" reference={row.reference} />,
                row.actor,
                <span key="outcome" className={classes['outcome']} title={row.errorCode ?? undefined}>
                  <OutcomeBadge outcome={row.outcome} />
                </span>,
              ],
            }))}
          />
          {log.hasNextPage ? (
            <Button
              mt="sm"
              size="xs"
              variant="default"
              loading={log.isFetchingNextPage}
              onClick={() => void log.fetchNextPage()}
            >
              {t('usage.more')}
            </Button>
          ) : null}
        </>
      )}
    </Section>
  );
}

/** What the account was used for: a check, which has a page, an order or a channel. */
function Reference({ reference }: Pick<AccountUsage, 'reference'>) {
  const { t } = useTranslation('accounts');
  if (reference === null) return <>—</>;
  const { kind, id } = reference;
  if (kind !== 'run')
    return <span className={classes['reference']}>{t(`usage.references.${kind}`, { id })}</span>;
  return (
    <Anchor component={Link} to={`/accounts/checks/${id}`} inherit>
      {t('usage.references.run')}
    </Anchor>
  );
}

function OutcomeBadge({ outcome }: { readonly outcome: UsageOutcome }) {
  const { t } = useTranslation('accounts');
  if (outcome === 'done') return <ToneBadge tone="positive">{t('usage.done')}</ToneBadge>;
  if (outcome === 'refused') return <ToneBadge tone="caution">{t('usage.refused')}</ToneBadge>;
  return <StandingBadge standing={outcome} />;
}

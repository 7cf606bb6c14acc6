import { Button } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { instant } from '#contract/time.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { useMay } from '../app/use-may.ts';
import { Section } from '../components/layout/section.tsx';
import { StatTile, StatTiles } from '../components/layout/stat-tile.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { ErrorState } from '../components/states/error-state.tsx';
import type { Tone } from '../components/tone/tone.ts';
import { type NewsKind, newsSince } from './news.ts';
import { useLastLook } from './use-last-look.ts';

const tones: Readonly<Record<NewsKind, Tone>> = {
  created: 'info',
  completed: 'positive',
  disputed: 'serious',
  flagged: 'caution',
  suspended: 'serious',
  standingChanged: 'info',
  paymentsFailed: 'critical',
};

/** What changed since the operator last looked; each number leads to its rows. */
export function NewsPanel() {
  const { t, i18n } = useTranslation('overview');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const mayMarket = useMay('marketplace:read');
  const mayAccounts = useMay('accounts:read');
  const mayMoney = useMay('finance:read');
  const { since: at, markSeen } = useLastLook();
  // Asked once it is known since when.
  const asked = { since: at ?? 0 };
  const market = useQuery({
    ...trpc.marketplace.news.queryOptions(asked),
    enabled: at !== null && mayMarket,
  });
  const accounts = useQuery({
    ...trpc.accounts.list.queryOptions({
      filter: { changedSince: at },
      sort: { column: 'id', descending: false },
      offset: 0,
      limit: 1,
    }),
    enabled: at !== null && mayAccounts,
  });
  const payments = useQuery({
    ...trpc.marketplace.paymentNews.queryOptions(asked),
    enabled: at !== null && mayMoney,
  });
  const failed = [market, accounts, payments].find(
    (query) => query.error !== null && query.data === undefined,
  );
  const news = newsSince(at ?? instant(0), {
    market: mayMarket ? market.data : null,
    accounts: mayAccounts ? accounts.data?.total : null,
    payments: mayMoney ? payments.data : null,
  });
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Section
      title={t('news.title')}
      description={at === null ? '\u00A0' : t('news.since', { time: time.format(at) })}
      actions={
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconChecks size={14} aria-hidden />}
          onClick={markSeen}
        >
          {t('news.seen')}
        </Button>
      }
    >
      {failed?.error === undefined || failed.error === null ? null : (
        <ErrorState
          error={toConsoleError(failed.error)}
          variant="inline"
          onRetry={() => void failed.refetch()}
        />
      )}
      <StatTiles label={t('news.title')}>
        {news.map(({ kind, count, link }) => (
          <StatTile
            key={kind}
            label={t(`news.${kind}`)}
            detail={t(`news.${kind}Hint`)}
            value={count === undefined ? undefined : integer(count)}
            tone={count === undefined || count === 0 ? 'neutral' : tones[kind]}
            {...(count === undefined || count === 0 ? {} : { link })}
          />
        ))}
      </StatTiles>
    </Section>
  );
}

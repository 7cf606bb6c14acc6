import { useMemo } from 'react';
import { IconCopy, IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/accounts.ts';
import type { GridColumn } from '../../components/data-grid/grid-types.ts';
import { exactTexts } from '../../components/time/relative-time.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { toneColours } from '../../components/tone/tone.ts';
import { HealthBar } from '../standing/health-bar.tsx';
import { AccountStanding } from '../standing/standing-badge.tsx';
import classes from './pool.module.css';

/** The columns of the pool. */
export function useAccountColumns(): readonly GridColumn<Account>[] {
  const { t } = useTranslation('accounts');
  return useMemo(
    () => [
      {
        id: 'id',
        label: t('columns.id'),
        width: 54,
        sortable: true,
        required: true,
        cell: ({ id }) => <span className={classes['quiet']}>{id}</span>,
      },
      {
        id: 'displayName',
        label: t('columns.displayName'),
        width: 152,
        grow: true,
        sortable: true,
        cell: (account) => <AccountName account={account} />,
      },
      {
        id: 'phone',
        label: t('columns.phone'),
        width: 110,
        sortable: true,
        cell: ({ phone }) => phone ?? <span className={classes['quiet']}>—</span>,
      },
      {
        id: 'standing',
        label: t('columns.standing'),
        width: 160,
        sortable: true,
        cell: (account) => (
          <span className={classes['standing']}>
            <HeldMark account={account} />
            <SameMark account={account} />
            <StandingInTable account={account} />
          </span>
        ),
      },
      {
        id: 'health',
        label: t('columns.health'),
        width: 92,
        sortable: true,
        descendingFirst: true,
        cell: ({ health }) => <HealthBar health={health} />,
      },
      {
        id: 'joinedChannels',
        label: t('columns.joinedChannels'),
        width: 92,
        align: 'end',
        sortable: true,
        descendingFirst: true,
        cell: (account) => <JoinedChannels account={account} />,
      },
      {
        id: 'lastCheckedAt',
        label: t('columns.lastCheckedAt'),
        width: 88,
        sortable: true,
        descendingFirst: true,
        cell: ({ lastCheckedAt }) => <RelativeTimeText at={lastCheckedAt} inTable />,
      },
      {
        id: 'lastUsedAt',
        label: t('columns.lastUsedAt'),
        width: 88,
        sortable: true,
        descendingFirst: true,
        cell: ({ lastUsedAt }) => <RelativeTimeText at={lastUsedAt} inTable />,
      },
      {
        id: 'labels',
        label: t('columns.labels'),
        width: 124,
        grow: true,
        cell: ({ labels }) => <AccountLabels labels={labels} />,
      },
      {
        id: 'addedAt',
        label: t('columns.addedAt'),
        width: 96,
        sortable: true,
        descendingFirst: true,
        hiddenAtFirst: true,
        cell: ({ addedAt }) => <RelativeTimeText at={addedAt} inTable />,
      },
    ],
    [t],
  );
}

export function AccountName({ account }: { readonly account: Account }) {
  const { t } = useTranslation('accounts');
  return (
    <span className={classes['name']}>
      <span>{account.displayName === '' ? t('unnamed') : account.displayName}</span>
      {account.username === null ? null : <span className={classes['quiet']}>@{account.username}</span>}
    </span>
  );
}

/** That the pool has the account a second time. */
function SameMark({ account: { sameAs } }: { readonly account: Account }) {
  const { t } = useTranslation('accounts');
  if (sameAs === undefined) return null;
  return (
    <span
      className={classes['held']}
      role="img"
      aria-label={t('same.mark', { id: sameAs })}
      title={t('same.explained', { id: sameAs })}
    >
      <IconCopy size={15} color={toneColours('caution').text} aria-hidden />
    </span>
  );
}

/** The standing in words; what it means, and Telegram's own name for the reason, on hover. */
function StandingInTable({ account }: { readonly account: Account }) {
  const { t } = useTranslation('accounts');
  const meaning = t(`standing.${account.standing}.meaning`);
  const title =
    account.standingReason === null
      ? meaning
      : `${meaning}\n${t('detail.telegramSaid')} ${account.standingReason}`;
  return (
    <span className={classes['standing']} title={title}>
      <AccountStanding account={account} />
    </span>
  );
}

/** That a console has the account connected, and which one. */
function HeldMark({ account: { heldBy } }: { readonly account: Account }) {
  const { t, i18n } = useTranslation('accounts');
  if (heldBy === null) return null;
  const until = exactTexts(heldBy.until, i18n.language).local;
  const words = `${heldBy.here ? t('held.here') : t('held.elsewhere', { name: heldBy.name })} ${t('held.until')} ${until}`;
  return (
    <span className={classes['held']} role="img" aria-label={words} title={words}>
      <IconPlugConnected size={15} color={toneColours('info').text} aria-hidden />
    </span>
  );
}

export function JoinedChannels({ account }: { readonly account: Account }) {
  const { t } = useTranslation('accounts');
  const { joinedChannels, channelLimit } = account;
  if (joinedChannels === null) return <span className={classes['quiet']}>—</span>;
  const full = joinedChannels >= channelLimit;
  return (
    <span title={full ? t('joined.full') : undefined}>
      <span className={full ? classes['full'] : undefined}>{joinedChannels}</span>
      <span className={classes['quiet']}> / {channelLimit}</span>
    </span>
  );
}

/** The first label; the others are counted, and all of them named on hover. */
export function AccountLabels({ labels }: { readonly labels: readonly string[] }) {
  const { t } = useTranslation('accounts');
  const [first, ...others] = labels;
  if (first === undefined) return null;
  return (
    <span className={classes['labels']} title={labels.join(', ')}>
      <span className={classes['label']}>{first}</span>
      {others.length === 0 ? null : (
        <span className={classes['quiet']}>{t('labels.more', { count: others.length })}</span>
      )}
    </span>
  );
}

/** An account on a narrow screen. */
export function AccountCard({ account }: { readonly account: Account }) {
  const { t } = useTranslation('accounts');
  return (
    <>
      <span className={classes['cardLine']}>
        <span className={classes['cardName']}>
          {account.displayName === '' ? t('unnamed') : account.displayName}
        </span>
        <span className={classes['quiet']}>{account.phone ?? `#${account.id}`}</span>
      </span>
      <span className={classes['cardLine']}>
        <span className={classes['standing']}>
          <HeldMark account={account} />
          <SameMark account={account} />
          <AccountStanding account={account} />
        </span>
        <span className={classes['quiet']}>
          <RelativeTimeText at={account.lastCheckedAt} never={t('neverChecked')} inTable />
        </span>
      </span>
    </>
  );
}

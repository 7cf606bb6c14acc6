import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '#contract/marketplace/channel.ts';
import type { GridColumn } from '../../components/data-grid/grid-types.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import classes from '../marketplace.module.css';
import { ChannelStateBadge } from './channel-state-badge.tsx';
import { ChangeText } from './change-text.tsx';

export function useChannelColumns(): readonly GridColumn<Channel>[] {
  const { t } = useTranslation('marketplace');
  const { integer, percent } = useNumberFormats();
  return useMemo(
    () => [
      {
        id: 'title',
        label: t('channels.columns.title'),
        width: 190,
        grow: true,
        sortable: true,
        required: true,
        cell: ({ title }) => <bdi>{title}</bdi>,
      },
      {
        id: 'username',
        label: t('channels.columns.username'),
        width: 150,
        sortable: true,
        cell: ({ username }) => (username === null ? '—' : `@${username}`),
      },
      {
        id: 'state',
        label: t('columns.state'),
        width: 124,
        sortable: true,
        cell: ({ state, readProblem }) =>
          readProblem === null ? (
            <ChannelStateBadge state={state} quiet />
          ) : (
            <ToneBadge tone="critical" quiet>
              {t('channels.goneShort')}
            </ToneBadge>
          ),
      },
      {
        id: 'owner',
        label: t('channels.columns.owner'),
        width: 140,
        sortable: true,
        cell: ({ owner }) => <bdi>{owner.name}</bdi>,
      },
      {
        id: 'category',
        label: t('columns.category'),
        width: 110,
        sortable: true,
        cell: ({ category }) => t(`categories.${category}`),
      },
      {
        id: 'subscribers',
        label: t('channels.columns.subscribers'),
        width: 112,
        align: 'end',
        sortable: true,
        descendingFirst: true,
        cell: ({ subscribers }) => integer(subscribers),
      },
      {
        id: 'trend',
        label: t('channels.columns.trend'),
        width: 94,
        align: 'end',
        sortable: true,
        descendingFirst: true,
        cell: ({ trend }) => <ChangeText change={trend} />,
      },
      {
        id: 'averageViews',
        label: t('channels.columns.averageViews'),
        width: 92,
        align: 'end',
        sortable: true,
        descendingFirst: true,
        cell: ({ averageViews }) => integer(averageViews),
      },
      {
        id: 'err',
        label: t('channels.columns.err'),
        width: 70,
        align: 'end',
        sortable: true,
        descendingFirst: true,
        cell: ({ err }) => (err === null ? '—' : percent(err)),
      },
      {
        id: 'listings',
        label: t('channels.columns.listings'),
        width: 84,
        align: 'end',
        sortable: true,
        descendingFirst: true,
        cell: ({ listings }) => integer(listings),
      },
      {
        id: 'decidedAt',
        label: t('channels.columns.decidedAt'),
        width: 108,
        sortable: true,
        descendingFirst: true,
        cell: ({ decidedAt }) => <RelativeTimeText at={decidedAt} inTable />,
      },
      {
        id: 'language',
        label: t('channels.columns.language'),
        width: 96,
        sortable: true,
        hiddenAtFirst: true,
        cell: ({ language }) => language ?? '—',
      },
      {
        id: 'createdAt',
        label: t('channels.columns.createdAt'),
        width: 108,
        sortable: true,
        descendingFirst: true,
        hiddenAtFirst: true,
        cell: ({ createdAt }) => <RelativeTimeText at={createdAt} inTable />,
      },
    ],
    [t, integer, percent],
  );
}

/** The channel on a narrow screen. */
export function ChannelCard({ channel }: { readonly channel: Channel }) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  return (
    <>
      <span className={classes['cardLine']}>
        <span className={classes['cardName']}>
          <bdi>{channel.title}</bdi>
        </span>
        <span className={classes['quiet']}>{integer(channel.subscribers)}</span>
      </span>
      <span className={classes['cardLine']}>
        <ChannelStateBadge state={channel.state} quiet />
        <span className={classes['quiet']}>{t(`categories.${channel.category}`)}</span>
      </span>
    </>
  );
}

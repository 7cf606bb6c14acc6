import { useEffect, useState } from 'react';
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChannelId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DetailDrawer } from '../../components/layout/detail-drawer.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import { ChannelCalendar } from '../listings/channel-calendar.tsx';
import classes from '../marketplace.module.css';
import { ChannelCharts } from './channel-charts.tsx';
import { ChannelOverview } from './channel-overview.tsx';
import { ChannelStateBadge } from './channel-state-badge.tsx';
import { ChannelTimeline } from './channel-timeline.tsx';
import { type ChannelPart, channelParts } from './channels-search.ts';

type ChannelDrawerProps = {
  /** Null closes the drawer. */
  readonly id: ChannelId | null;
  readonly part: ChannelPart;
  readonly onPartChange: (part: ChannelPart) => void;
  readonly onClose: () => void;
};

/** One channel: what it is, how it does, when it is free, and what was decided about it. */
export function ChannelDrawer({ id, part, onPartChange, onClose }: ChannelDrawerProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  // While the drawer slides out it keeps showing the channel it was opened for.
  const [lastId, setLastId] = useState(id);
  useEffect(() => {
    if (id !== null) setLastId(id);
  }, [id]);
  const shownId = id ?? lastId;
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.channels.get.queryOptions({ id: shownId ?? 0 }),
    enabled: shownId !== null,
  });
  return (
    <DetailDrawer
      opened={id !== null}
      onClose={onClose}
      title={data?.title ?? t('channels.channel', { id: shownId ?? '' })}
      subtitle={
        data === undefined ? undefined : (
          <>
            <span>{data.username === null ? `#${data.id}` : `@${data.username}`}</span>
            <ChannelStateBadge state={data.state} />
          </>
        )
      }
    >
      {data === undefined ? (
        error === null ? (
          <LoadingState lines={9} />
        ) : (
          <ErrorState error={toConsoleError(error)} onRetry={() => void refetch()} retrying={isFetching} />
        )
      ) : (
        <Tabs
          value={part}
          onChange={(next) => {
            const known = channelParts.find((name) => name === next);
            if (known !== undefined) onPartChange(known);
          }}
          keepMounted={false}
        >
          <Tabs.List aria-label={t('channels.detail.parts')}>
            {channelParts.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`channels.detail.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="overview" className={classes['part'] ?? ''}>
            <ChannelOverview key={data.id} channel={data} />
          </Tabs.Panel>
          <Tabs.Panel value="metrics" className={classes['part'] ?? ''}>
            <ChannelCharts key={data.id} id={data.id} />
          </Tabs.Panel>
          <Tabs.Panel value="availability" className={classes['part'] ?? ''}>
            <ChannelCalendar key={data.id} channelId={data.id} />
          </Tabs.Panel>
          <Tabs.Panel value="timeline" className={classes['part'] ?? ''}>
            <ChannelTimeline channel={data} />
          </Tabs.Panel>
        </Tabs>
      )}
    </DetailDrawer>
  );
}

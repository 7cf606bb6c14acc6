import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChannelId } from '#contract/ids.ts';
import { useTRPC } from '../../app/trpc.ts';
import { RecordDrawer } from '../../components/layout/record-drawer.tsx';
import { RecordParts } from '../../components/layout/record-parts.tsx';
import { useLastShown } from '../../components/layout/use-last-shown.ts';
import { ChannelCalendar } from '../listings/channel-calendar.tsx';
import { ChannelCharts } from './channel-charts.tsx';
import { ChannelOverview } from './channel-overview.tsx';
import { ChannelStateBadge } from './channel-state-badge.tsx';
import { ChannelTimeline } from './channel-timeline.tsx';
import type { ChannelPart } from './channels-search.ts';

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
  const shownId = useLastShown(id);
  const read = useQuery({
    ...trpc.channels.get.queryOptions({ id: shownId ?? 0 }),
    enabled: shownId !== null,
  });
  const channel = read.data;
  return (
    <RecordDrawer
      opened={id !== null}
      onClose={onClose}
      read={read}
      title={channel?.title ?? t('channels.channel', { id: shownId ?? '' })}
      subtitle={
        channel && (
          <>
            <span>{channel.username === null ? `#${channel.id}` : `@${channel.username}`}</span>
            <ChannelStateBadge state={channel.state} />
          </>
        )
      }
    >
      {(shown) => (
        <RecordParts<ChannelPart>
          label={t('channels.detail.parts')}
          part={part}
          onPartChange={onPartChange}
          parts={[
            {
              name: 'overview',
              label: t('channels.detail.overview'),
              content: <ChannelOverview key={shown.id} channel={shown} />,
            },
            {
              name: 'metrics',
              label: t('channels.detail.metrics'),
              content: <ChannelCharts key={shown.id} id={shown.id} />,
            },
            {
              name: 'availability',
              label: t('channels.detail.availability'),
              content: <ChannelCalendar key={shown.id} channelId={shown.id} />,
            },
            {
              name: 'timeline',
              label: t('channels.detail.timeline'),
              content: <ChannelTimeline channel={shown} />,
            },
          ]}
        />
      )}
    </RecordDrawer>
  );
}

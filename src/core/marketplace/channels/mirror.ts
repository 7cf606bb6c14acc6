import { mirror } from '../../cache/mirror.ts';
import { channelBlockedDays, channelEvents, channelMetrics, channels } from './schema.ts';

export const channelsMirror = mirror(channels, { indexes: { channels_by_owner: ['ownerId'] } });

export const channelMetricsMirror = mirror(channelMetrics, { window: { column: 'measuredAt' } });

export const channelEventsMirror = mirror(channelEvents, {
  indexes: { channel_events_by_channel: ['channelId'] },
  // Which channels were suspended and when, and which are back: few among all that is noted.
  partialIndexes: {
    channel_events_of_suspension: {
      columns: ['toState', 'at', 'channelId'],
      where: { column: 'toState', in: ['suspended'] },
    },
    channel_events_after_suspension: {
      columns: ['fromState', 'at', 'channelId'],
      where: { column: 'fromState', in: ['suspended'] },
    },
  },
});

export const channelBlockedDaysMirror = mirror(channelBlockedDays);

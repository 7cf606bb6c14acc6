import { mirror } from '../../cache/mirror.ts';
import { channelBlockedDays, channelEvents, channelMetrics, channels } from './schema.ts';

export const channelsMirror = mirror(channels, { indexes: { channels_by_owner: ['ownerId'] } });

export const channelMetricsMirror = mirror(channelMetrics, { window: { column: 'measuredAt' } });

export const channelEventsMirror = mirror(channelEvents, {
  indexes: { channel_events_by_channel: ['channelId'] },
});

export const channelBlockedDaysMirror = mirror(channelBlockedDays);

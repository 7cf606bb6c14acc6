import { mirror } from '../../cache/mirror.ts';
import { channelMetrics, channels } from './schema.ts';

export const channelsMirror = mirror(channels, { indexes: { channels_by_owner: ['ownerId'] } });

export const channelMetricsMirror = mirror(channelMetrics, { window: { column: 'measuredAt' } });

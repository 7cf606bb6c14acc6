import { z } from 'zod';
import type { OrderTotals } from '#contract/analytics.ts';
import { type ChannelId, channelIdSchema } from '#contract/ids.ts';
import { orderTotals, totalsRow } from './columns.ts';

export type ChannelTotals = OrderTotals & { channelId: ChannelId; title: string };

export const channelRow = totalsRow.extend({ channel_id: channelIdSchema, title: z.string() });

export function channelTotals(row: z.infer<typeof channelRow>): ChannelTotals {
  return { ...orderTotals(row), channelId: row.channel_id, title: row.title };
}

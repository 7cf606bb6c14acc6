import { z } from 'zod';
import { channelIdSchema, customerIdSchema } from '#contract/ids.ts';
import { type ChannelFilter, channelSortColumns } from '#contract/marketplace/channel.ts';
import { categories, channelStates } from '#contract/marketplace/channels.ts';
import { sortFromText } from '../../components/data-grid/sort-text.ts';

export const channelParts = ['overview', 'metrics', 'availability', 'timeline'] as const;
export type ChannelPart = (typeof channelParts)[number];

/** What of the channels page stands in its URL. A part that was edited into nonsense falls back alone. */
export const channelsSearchSchema = z.object({
  q: z.coerce.string().max(200).optional().catch(undefined),
  state: z.array(z.enum(channelStates)).optional().catch(undefined),
  category: z.array(z.enum(categories)).optional().catch(undefined),
  owner: customerIdSchema.optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
  channel: channelIdSchema.optional().catch(undefined),
  part: z.enum(channelParts).optional().catch(undefined),
  /** The dialog for a new channel is open. */
  add: z.boolean().optional().catch(undefined),
});
export type ChannelsSearch = z.infer<typeof channelsSearchSchema>;

export function channelsSort(search: ChannelsSearch) {
  return sortFromText(search.sort, channelSortColumns, { column: 'subscribers', descending: true });
}

export function channelsFilter({ q, state, category, owner }: ChannelsSearch): ChannelFilter {
  return { search: q?.trim() ?? '', states: state ?? [], categories: category ?? [], ownerId: owner ?? null };
}

export function isFiltered({ search, states, categories: chosen, ownerId }: ChannelFilter): boolean {
  return search !== '' || states.length > 0 || chosen.length > 0 || ownerId !== null;
}

export const noFilter = { q: undefined, state: undefined, category: undefined, owner: undefined } as const;

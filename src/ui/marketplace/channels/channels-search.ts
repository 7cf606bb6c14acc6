import { z } from 'zod';
import { daysUpToSchema } from '#contract/analytics.ts';
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
  /** Days that they were added on. */
  added: daysUpToSchema.optional().catch(undefined),
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

export function channelsFilter({ q, state, category, owner, added }: ChannelsSearch): ChannelFilter {
  return {
    search: q?.trim() ?? '',
    states: state ?? [],
    categories: category ?? [],
    ownerId: owner ?? null,
    added: added ?? null,
  };
}

/** What of the page has to stand in its URL to show the channels of a filter. */
export function channelsSearchOf(filter: ChannelFilter): ChannelsSearch {
  const { search, states, categories: chosen } = filter;
  return {
    q: search === '' ? undefined : search,
    state: states.length === 0 ? undefined : states,
    category: chosen.length === 0 ? undefined : chosen,
    owner: filter.ownerId ?? undefined,
    added: filter.added ?? undefined,
  };
}

export function isFiltered({ search, states, categories: chosen, ownerId, added }: ChannelFilter): boolean {
  return search !== '' || states.length > 0 || chosen.length > 0 || ownerId !== null || added !== null;
}

export const noFilter = {
  q: undefined,
  state: undefined,
  category: undefined,
  owner: undefined,
  added: undefined,
} as const;

export const categories = [
  'crypto',
  'tech',
  'lifestyle',
  'news',
  'finance',
  'gaming',
  'education',
  'entertainment',
  'travel',
  'sport',
  'health',
  'business',
] as const;
export type Category = (typeof categories)[number];

/** Whether a channel may be sold in: a new one waits for an operator's decision. */
export const channelStates = ['pending', 'approved', 'rejected', 'suspended'] as const;
export type ChannelState = (typeof channelStates)[number];

/** What a pool account may find instead of a channel that was there. */
export const channelReadProblems = ['vanished', 'private', 'other_channel', 'not_a_channel'] as const;
export type ChannelReadProblem = (typeof channelReadProblems)[number];

/** What is sold: a post, one that is pinned on top, a post forwarded from elsewhere, a story. */
export const postFormats = ['post', 'pinned', 'repost', 'story'] as const;
export type PostFormat = (typeof postFormats)[number];

export const listingStates = ['active', 'paused', 'archived'] as const;
export type ListingState = (typeof listingStates)[number];

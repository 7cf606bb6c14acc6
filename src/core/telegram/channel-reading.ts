/** What a public channel says of itself. */
export type ChannelFacts = {
  /** Telegram's number of it, which stays when the username changes. Decimal digits. */
  readonly telegramId: string;
  /** As it is written now, without the @. */
  readonly username: string;
  readonly title: string;
  readonly about: string;
  /** Null when Telegram does not say. */
  readonly subscribers: number | null;
  readonly isVerified: boolean;
  /** Telegram warns of it, as a scam or as an impostor. */
  readonly isScam: boolean;
  /** Over those of its last posts that are older than a day, or all of them when none is; null when it has none. */
  readonly averageViews: number | null;
  /** How many posts that is an average of. */
  readonly postsAveraged: number;
};

/** Where a post stands. */
export type PostAddress = {
  /** Without the @. */
  readonly username: string;
  /** The channel that the username shall still belong to; null when any will do. */
  readonly telegramId: string | null;
  /** The number of the post in its channel. */
  readonly messageId: number;
};

/** A post as the channel's readers see it. */
export type ChannelPost = {
  readonly messageId: number;
  readonly text: string;
  /** UTC milliseconds, in full seconds. */
  readonly publishedAt: number;
  /** UTC milliseconds; null while it is as it was published. */
  readonly editedAt: number | null;
  /** Null where Telegram counts none. */
  readonly views: number | null;
  readonly forwards: number | null;
};

/** Telegram does not tell deleted from never published. */
export type PostReading =
  | (ChannelPost & { readonly state: 'up'; readonly telegramId: string })
  | { readonly state: 'missing'; readonly telegramId: string; readonly messageId: number };

/** Which of a channel's posts are asked for: the newest, back to an instant. */
export type RecentPosts = {
  /** Without the @. */
  readonly username: string;
  /** The channel that the username shall still belong to; null when any will do. */
  readonly telegramId: string | null;
  /** UTC milliseconds. */
  readonly since: number;
};

export type RecentPostsReading = {
  readonly telegramId: string;
  /** The newest first, none from before the instant. */
  readonly posts: readonly ChannelPost[];
  /** False when there were so many that the oldest of them were not read. */
  readonly isComplete: boolean;
};

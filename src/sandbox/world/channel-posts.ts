import { z } from 'zod';

/** A post as a channel's readers see it. One that was deleted is simply not there any more. */
export const sandboxPostSchema = z.object({
  id: z.int().positive(),
  /** Seconds since 1970, as Telegram counts. */
  date: z.int().nonnegative(),
  text: z.string(),
  /** What a new post's views grow towards; they are counted at each look. */
  views: z.int().nonnegative(),
  forwards: z.int().nonnegative().default(0),
  /** Set once the text was changed. */
  editedAt: z.int().nonnegative().nullable().default(null),
  /** It is gone from then on. */
  deletedAt: z.int().nonnegative().optional(),
});
export type SandboxPost = z.infer<typeof sandboxPostSchema>;

const inventedPosts = 40;
const secondsBetweenPosts = 6 * 3_600;
/** After so many seconds a post has two thirds of its views. */
const halfLife = 10 * 3_600;

/** The posts of every channel: invented from the channel's number, unless a test or the demo has set them. */
export class ChannelPosts {
  readonly #set = new Map<string, readonly SandboxPost[]>();
  readonly #averageViews: (channelId: string) => number | null;

  /** `averageViews`: what the invented posts of a channel get, null where nobody has said. */
  constructor(averageViews: (channelId: string) => number | null) {
    this.#averageViews = averageViews;
  }

  set(channelId: string, posts: readonly SandboxPost[]): void {
    this.#set.set(channelId, posts);
  }

  /** Newest first. `now` in seconds. */
  of(channelId: string, now: number): readonly SandboxPost[] {
    const posts = this.#set.get(channelId) ?? invent(channelId, this.#averageViews(channelId), now);
    const left = posts.filter(({ deletedAt }) => deletedAt === undefined || deletedAt > now);
    return left.toSorted((one, other) => other.id - one.id);
  }

  find(channelId: string, id: number, now: number): SandboxPost | null {
    return this.of(channelId, now).find((post) => post.id === id) ?? null;
  }
}

/** Views of a post so far: they come fast at first and level off. */
export function viewsSoFar(post: SandboxPost, now: number): number {
  const age = Math.max(0, now - post.date);
  return Math.round(post.views * (1 - Math.exp(-age / halfLife)));
}

function invent(channelId: string, averageViews: number | null, now: number): SandboxPost[] {
  // The factors below are 0.625 on average, and the newest posts have not got all their views yet.
  const readers =
    averageViews === null ? 500 + (Number(BigInt(channelId) % 97n) + 1) * 130 : averageViews / 0.61;
  const newest = Math.floor(now / secondsBetweenPosts);
  return Array.from({ length: inventedPosts }, (_, back) => {
    const number = newest - back;
    return {
      id: inventedPosts - back,
      date: number * secondsBetweenPosts,
      text: `Post ${number} of the channel`,
      views: Math.round(readers * (0.4 + (number % 10) / 20)),
      forwards: number % 7,
      editedAt: null,
    };
  });
}

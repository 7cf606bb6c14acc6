import { compareTexts, normaliseText } from './compare-texts.ts';

type Post = { readonly messageId: number; readonly text: string; readonly publishedAt: number };

export type FoundByText<Found extends Post> =
  | { readonly kind: 'found'; readonly post: Found }
  /** There is none that could be it. */
  | { readonly kind: 'nowhere' }
  /** One could be it, or there were too many to read them all: nobody can tell. */
  | { readonly kind: 'unsure' };

type Wanted = {
  readonly text: string;
  /** When the operator said that it is published, milliseconds UTC. */
  readonly publishedAt: number;
  /** Posts that are those of other orders. */
  readonly taken: readonly number[];
};

/** The operator's word comes after the post, or a moment before it. */
export const lookedForBeforeMs = 24 * 3_600_000;

/** A text that is alike by so much of a hundred is the ordered one; by less than the other, it is another. */
const alikeEnough = 90;
const another = 50;
/** Of fewer words than this another post may well have the same. */
const wordsNeeded = 3;

/**
 * Which of a channel's posts is the ordered one, by its text. Of several that are equally alike, it is the one that came closest to
 * the operator's word. Where a doubt remains nothing is said: what follows from “nowhere” gives an advertiser their money back.
 * Pure.
 */
export function findByText<Found extends Post>(
  posts: readonly Found[],
  isComplete: boolean,
  { text, publishedAt, taken }: Wanted,
): FoundByText<Found> {
  if (normaliseText(text).split(' ').filter(Boolean).length < wordsNeeded) return { kind: 'unsure' };
  const others = new Set(taken);
  const [best] = posts
    .filter(({ messageId }) => !others.has(messageId))
    .map((post) => ({ post, alike: compareTexts(text, post.text).similarityPercent }))
    .toSorted(
      (one, other) =>
        other.alike - one.alike ||
        Math.abs(one.post.publishedAt - publishedAt) - Math.abs(other.post.publishedAt - publishedAt),
    );
  if (best !== undefined && best.alike >= alikeEnough) return { kind: 'found', post: best.post };
  return isComplete && (best === undefined || best.alike < another)
    ? { kind: 'nowhere' }
    : { kind: 'unsure' };
}

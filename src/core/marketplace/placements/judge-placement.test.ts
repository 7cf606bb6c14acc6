import { expect, test } from 'vitest';
import type { PlacementOutcome } from '#contract/marketplace/placements.ts';
import { judgePlacement } from './judge-placement.ts';

const minuteMs = 60_000;
const publishedAt = Date.UTC(2026, 5, 1, 12);
const term = { publishedAt, expiresAt: publishedAt + 1_440 * minuteMs };

type Told = readonly [minute: number, outcome: PlacementOutcome, similarity?: number];

const judge = (...looks: readonly Told[]) => {
  const judged = judgePlacement(
    looks.map(([minute, outcome, similarity]) => ({
      at: publishedAt + minute * minuteMs,
      outcome,
      similarityPercent: outcome === 'up' || outcome === 'edited' ? (similarity ?? 100) : null,
      linkMissing: outcome === 'up' || outcome === 'edited' ? false : null,
    })),
    term,
  );
  return judged.kind === 'dispute' ? judged.reason : judged.kind;
};

test.each<[string, string, readonly Told[]]>([
  [
    'that is up',
    'goes_on',
    [
      [2, 'up'],
      [700, 'up'],
    ],
  ],
  [
    'that one look missed',
    'goes_on',
    [
      [2, 'up'],
      [700, 'missing'],
    ],
  ],
  [
    'that nobody could look at',
    'goes_on',
    [
      [2, 'up'],
      [700, 'unreachable'],
      [702, 'unreachable'],
    ],
  ],
  [
    'of a channel that is private',
    'goes_on',
    [
      [2, 'private'],
      [700, 'private'],
    ],
  ],
  [
    'that two looks missed',
    'taken_down_early',
    [
      [2, 'up'],
      [700, 'missing'],
      [705, 'missing'],
    ],
  ],
  [
    'with its channel',
    'taken_down_early',
    [
      [2, 'up'],
      [700, 'channel_vanished'],
      [705, 'missing'],
    ],
  ],
  [
    'that no look ever saw',
    'not_published',
    [
      [2, 'missing'],
      [7, 'missing'],
    ],
  ],
  [
    'that was up until its end',
    'complete',
    [
      [2, 'up'],
      [1_435, 'up'],
      [1_440, 'up'],
    ],
  ],
  [
    'that is gone when its term is over',
    'complete',
    [
      [2, 'up'],
      [1_435, 'up'],
      [1_441, 'missing'],
    ],
  ],
  [
    'that was edited into something else',
    'text_differs',
    [
      [2, 'up'],
      [1_440, 'edited', 40],
    ],
  ],
  [
    'that nobody can look at in the end',
    'goes_on',
    [
      [2, 'up'],
      [1_440, 'unreachable'],
    ],
  ],
  [
    'that nobody could look at for a day more',
    'complete',
    [
      [2, 'up'],
      [2_880, 'unreachable'],
    ],
  ],
  [
    'that nobody ever could look at',
    'other',
    [
      [2, 'private'],
      [2_880, 'private'],
    ],
  ],
  [
    'that was first looked for when its term was over',
    'not_published',
    [
      [1_441, 'missing'],
      [1_446, 'missing'],
    ],
  ],
])('an order for a post %s: %s', (_case, judgement, looks) => {
  expect(judge(...looks)).toBe(judgement);
});

/**
 * What a look at a published post found: it is up; it is not in its channel; it is up and was edited on Telegram; the channel
 * cannot be read by the account (private); there is no such channel any more; nobody could look (network, flood wait, no account).
 */
export const placementOutcomes = [
  'up',
  'edited',
  'missing',
  'channel_vanished',
  'private',
  'unreachable',
] as const;
export type PlacementOutcome = (typeof placementOutcomes)[number];

/** The post was seen. */
export function wasSeen(outcome: PlacementOutcome): boolean {
  return outcome === 'up' || outcome === 'edited';
}

/** The look says that the post is not there. What could not be looked at never does. */
export function wasMissed(outcome: PlacementOutcome): boolean {
  return outcome === 'missing' || outcome === 'channel_vanished';
}

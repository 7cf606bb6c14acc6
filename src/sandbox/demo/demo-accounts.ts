import type { LatencyRange } from '../accounts/account.ts';
import { livelyMix } from '../accounts/mix.ts';
import { pick } from '../accounts/seeded-random.ts';

/** How long the sandbox takes to answer each request of a demo account: about what a real data centre takes. */
const latency: LatencyRange = { least: 20, most: 120 };

/** The accounts of the demo: the same for the same seed. */
export function demoAccountPlan(seed: string) {
  return { seed, count: 250, mix: livelyMix, latency };
}

/** The pace of the demo's checks. The sandbox is ours and local: politeness to Telegram would only make people wait. */
export const demoCheckSettings = { paceMs: 90, concurrency: 12, deadlineMs: 6_000 };

const desks = ['crypto desk', 'lifestyle desk', 'tech desk'] as const;

/** The labels a team would have given an account. */
export function inventLabels(random: () => number): string[] {
  const labels: string[] = [pick(random, desks)];
  if (random() < 0.25) labels.push('publishing');
  if (random() < 0.2) labels.push('placement checks');
  if (random() < 0.06) labels.push('backup');
  return labels;
}

/** How many channels an account has joined, out of 500: most are far from the limit, a few are at it. */
export function inventJoinedChannels(random: () => number): number {
  return random() < 0.05 ? 500 : Math.floor(480 * random() ** 2);
}

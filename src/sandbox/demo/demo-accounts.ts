import type { LatencyRange } from '../accounts/account.ts';
import { livelyMix, scriptsOf } from '../accounts/mix.ts';
import { pick, seededRandom } from '../accounts/seeded-random.ts';

/** How long the sandbox takes to answer each request of a demo account: about what a real data centre takes. */
const latency: LatencyRange = { least: 20, most: 120 };

/** How many accounts the demo's pool has. */
export const demoPoolSize = 250;
/** Accounts that are on the sandbox and not in the pool, for whoever wants to add some. */
const demoSpareAccounts = 10;

/** The accounts of the demo, those of the pool first: the same for the same seed. */
export function demoAccountPlan(seed: string) {
  const scripts = scriptsOf(livelyMix, demoPoolSize, seededRandom(`${seed} scripts`));
  for (let spare = 0; spare < demoSpareAccounts; spare += 1) scripts.push({ kind: 'active' });
  return { seed, count: scripts.length, scripts, latency };
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

import type { CustomerRole } from '#contract/marketplace/customers.ts';
import { anomalies, type Calendar, dayMs, hourMs } from './calendar.ts';
import { Random, WeightedIndexes } from './random.ts';
import type { Scale } from './sizes.ts';
import { companyKinds, companyWords, countries, firstNames, lastNames } from './words.ts';

/** A customer, and what the generator knows of how they do business. Their ID is their index and one. */
export type Person = {
  readonly role: CustomerRole;
  readonly name: string;
  readonly country: string;
  readonly createdAt: number;
  readonly verifiedAt: number | null;
  /** When they stop coming. */
  readonly leavesAt: number;
  /** How much they buy, beside others. */
  readonly appetite: number;
  /** Categories they mostly buy in, as numbers. */
  readonly tastes: readonly [number, number];
  /** Whether what their campaigns bring is known, and the worth of one conversion in cents of a dollar. */
  readonly conversionCents: number | null;
  /** How often something they sell or buy is disputed, beside others. */
  readonly trouble: number;
};

const founders = 3;

/** All customers, in the order in which they came. */
export function people(scale: Scale, calendar: Calendar, categoryCount: number, seed: string): Person[] {
  const random = new Random(`${seed} people`);
  const byShare = new WeightedIndexes(countries.map(([, share]) => share));
  const days = arrivalDays(calendar);

  const arrival = (early: number): number => {
    if (random.chance(early)) return calendar.start - Math.floor(random.between(1, 300) * dayMs);
    const day = calendar.start + days.pick(random) * dayMs;
    return Math.min(calendar.until - hourMs, day + Math.floor(random.next() * dayMs));
  };
  const person = (role: CustomerRole, createdAt: number, appetite: number, trouble: number): Person => {
    const [country] = countries[byShare.pick(random)] ?? countries[0];
    const company = role === 'advertiser' && random.chance(0.55);
    const verifiedAt = createdAt + Math.floor(random.exponential(6) * dayMs) + hourMs;
    const stays = random.exponential(role === 'editor' ? 2_400 : 420 * Math.sqrt(Math.min(appetite, 25)));
    return {
      role,
      name: company
        ? `${random.pick(companyWords)} ${random.pick(companyKinds)}`
        : `${random.pick(firstNames)} ${random.pick(lastNames)}`,
      country,
      createdAt,
      verifiedAt:
        random.chance(role === 'admin' ? 1 : 0.74) && verifiedAt < calendar.until ? verifiedAt : null,
      leavesAt: role === 'admin' ? Number.POSITIVE_INFINITY : createdAt + (10 + stays) * dayMs,
      appetite,
      tastes: [random.integer(0, categoryCount - 1), random.integer(0, categoryCount - 1)],
      conversionCents: random.chance(0.35) ? Math.round(random.logNormal(900, 0.9)) : null,
      trouble,
    };
  };

  // Some were there from the beginning and stay: there is always somebody to buy, and something to be bought.
  const founder = (role: CustomerRole, count: number): Person => ({
    ...person(role, calendar.start - (60 + 10 * count) * dayMs, role === 'editor' ? 0 : 5, 1),
    leavesAt: Number.POSITIVE_INFINITY,
  });
  const all: Person[] = [];
  for (let count = 0; count < scale.admins; count += 1)
    all.push(person('admin', calendar.start - 300 * dayMs - count * dayMs, 0, 0));
  for (let count = 0; count < scale.editors; count += 1) {
    if (count < founders) {
      all.push(founder('editor', count));
      continue;
    }
    const both = random.chance(0.12);
    const trouble = random.logNormal(1, 0.8);
    all.push(person(both ? 'both' : 'editor', arrival(0.35), both ? random.pareto(1.2, 40) : 0, trouble));
  }
  const fraudsters = Math.max(3, Math.round(scale.advertisers / 500));
  for (let count = 0; count < scale.advertisers; count += 1) {
    if (count >= scale.advertisers - founders) {
      all.push(founder('advertiser', count % founders));
      continue;
    }
    const fraud = count < fraudsters;
    const at = fraud
      ? calendar.until - Math.floor((anomalies.fraud.from - random.next() * anomalies.fraud.days) * dayMs)
      : arrival(0.06);
    const appetite = random.pareto(1.15, scale.advertisers / 12);
    all.push(person('advertiser', at, fraud ? 3 : appetite, fraud ? 900 : random.logNormal(0.8, 0.7)));
  }
  return all.toSorted((left, right) => left.createdAt - right.createdAt);
}

/** People come as business grows. */
function arrivalDays(calendar: Calendar): WeightedIndexes {
  return new WeightedIndexes(calendar.ordersOfDay.slice(0, -1));
}

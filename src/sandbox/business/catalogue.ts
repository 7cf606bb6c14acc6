import {
  categories,
  type Category,
  type ChannelState,
  type PostFormat,
} from '#contract/marketplace/channels.ts';
import { type Calendar, dayMs, hourMs } from './calendar.ts';
import type { Person } from './people.ts';
import { Random, WeightedIndexes } from './random.ts';
import { categoryWords, countries, formats, titleEndings } from './words.ts';

/** Units of each currency for a dollar, and the share of channels that sell in it; the last is for those at home there. */
export const currencies = [
  { code: 'USD', perDollar: 1, share: 83 },
  { code: 'EUR', perDollar: 0.9, share: 13 },
  { code: 'GBP', perDollar: 0.78, share: 4 },
  { code: 'UZS', perDollar: 12_500, share: 0 },
] as const;

/** A channel; its ID is its index and one. */
export type Channel = {
  readonly owner: number;
  readonly createdAt: number;
  readonly decidedAt: number | null;
  readonly state: ChannelState;
  readonly category: number;
  readonly title: string;
  readonly username: string;
  readonly language: string;
  readonly country: string;
  readonly currency: number;
  /** At the end; `audience` says how it was before. */
  readonly subscribers: number;
  readonly averageViews: number;
  /** The part of the final audience that it began with. */
  readonly beganWith: number;
  /** Above 1 it grew late, below early. */
  readonly bend: number;
};

/** An offer; its ID is its index and one. */
export type Listing = {
  readonly channel: number;
  readonly format: PostFormat;
  readonly durationHours: number;
  /** Today's, in cents of its currency. */
  readonly priceCents: number;
  readonly createdAt: number;
  readonly share: number;
};

export function channelsOf(
  count: number,
  persons: readonly Person[],
  calendar: Calendar,
  seed: string,
): Channel[] {
  const random = new Random(`${seed} channels`);
  const editors = persons.flatMap((person, index) =>
    person.role === 'editor' || person.role === 'both' ? [index] : [],
  );
  // A few networks own many channels, most editors one or two.
  const owners = new WeightedIndexes(editors.map(() => random.pareto(1.1, 60)));
  const ofCategory = new WeightedIndexes(categories.map((category) => categoryWords[category].share));
  const ofCurrency = new WeightedIndexes(currencies.map(({ share }) => share));
  const channels = Array.from({ length: count }, (_, index) => {
    // Every editor has one before anybody has a second.
    const owner = editors[index < editors.length ? index : owners.pick(random)] ?? 0;
    const joined = persons[owner]?.createdAt ?? calendar.start;
    const createdAt = Math.min(
      calendar.until - hourMs,
      joined +
        hourMs +
        Math.floor((index < 3 ? 2 : random.exponential(index < editors.length ? 4 : 200)) * dayMs),
    );
    const category = ofCategory.pick(random);
    const subscribers = Math.round(1_500 * random.pareto(0.85, 2_000));
    const [code, , language] = countries[random.integer(0, countries.length - 1)] ?? countries[0];
    const decidedAt = createdAt + Math.floor(Math.min(9, random.exponential(0.7)) * dayMs);
    const words = categoryWords[categories[category] ?? 'news'];
    const word = random.pick(words.titles);
    const ending = random.pick(titleEndings);
    // The oldest editors' channels are what the business begins with.
    const fate = Math.max(random.next(), index < 3 ? 1 : 0);
    return {
      owner,
      createdAt,
      ...decision(decidedAt <= calendar.until ? decidedAt : null, fate),
      category,
      title: `${word} ${ending}`,
      username: `${word}_${ending}_${index + 1}`.toLowerCase(),
      language,
      country: code,
      currency: code === 'UZ' && random.chance(0.5) ? 3 : ofCurrency.pick(random),
      subscribers,
      averageViews:
        Math.round(subscribers * Math.min(0.9, random.logNormal(0.28, 0.35)) * subscribers ** -0.03) + 20,
      beganWith: random.between(0.15, 0.85),
      bend: random.logNormal(1, 0.4),
    };
  });
  return channels.toSorted((left, right) => left.createdAt - right.createdAt);
}

function decision(decidedAt: number | null, fate: number): { decidedAt: number | null; state: ChannelState } {
  if (decidedAt === null) return { decidedAt, state: 'pending' };
  return { decidedAt, state: fate < 0.03 ? 'rejected' : fate < 0.045 ? 'suspended' : 'approved' };
}

export function listingsOf(channels: readonly Channel[], seed: string): Listing[] {
  const random = new Random(`${seed} listings`);
  return channels
    .flatMap((channel, index) => {
      if (channel.state === 'rejected' || channel.decidedAt === null) return [];
      const decidedAt = channel.decidedAt;
      const { perThousandViews } = categoryWords[categories[channel.category] ?? 'news'];
      const { perDollar } = currencies[channel.currency] ?? currencies[0];
      const base = (channel.averageViews / 1_000) * perThousandViews * random.logNormal(1, 0.3) * perDollar;
      const wanted = random.integer(1, formats.length);
      return formats.slice(0, wanted).map(([format, durationHours, price, share]) => ({
        channel: index,
        format,
        durationHours,
        // At least two units, in halves of a unit.
        priceCents: Math.max(200, Math.round((base * price) / 50) * 50),
        createdAt: decidedAt + 60_000,
        share,
      }));
    })
    .toSorted((left, right) => left.createdAt - right.createdAt);
}

/** What part of the final audience a channel had at an instant. */
export function audience(channel: Channel, at: number, calendar: Calendar): number {
  const from = Math.max(channel.createdAt, calendar.start);
  const age = Math.min(1, Math.max(0, (at - from) / Math.max(1, calendar.until - from)));
  return channel.beganWith + (1 - channel.beganWith) * age ** channel.bend;
}

export const categoryOf = (channel: Channel): Category => categories[channel.category] ?? 'news';

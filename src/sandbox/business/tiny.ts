import { categories, type Category } from '#contract/marketplace/channels.ts';
import type { OrderStatus } from '#contract/marketplace/orders.ts';
import type { Emit } from './books.ts';
import { type Calendar, dayMs, hourMs } from './calendar.ts';
import type { Channel, Listing } from './catalogue.ts';
import { type CommissionRule, commissionRules, rateInForce } from './commission-rules.ts';
import type { CustomerEnd } from './customer-end.ts';
import type { DisputePlan, OrderLife, Step } from './order-life.ts';
import type { Person } from './people.ts';
import { Random } from './random.ts';
import type { World } from './setting.ts';
import { type BusinessCounts, Storyteller } from './storyteller.ts';

/** Name and country: five advertisers, three editors, an admin. */
const cast: readonly (readonly [Person['role'], string, string])[] = [
  ['admin', 'Olga Weber', 'DE'],
  ['editor', 'Timur Karimov', 'UZ'],
  ['editor', 'Sara Lind', 'GB'],
  ['editor', 'Carlos Costa', 'BR'],
  ['advertiser', 'Orbit Exchange', 'AE'],
  ['advertiser', 'Maple Apps', 'US'],
  ['advertiser', 'Cedar Academy', 'IN'],
  ['advertiser', 'River Foods', 'TR'],
  ['advertiser', 'Nadia Petrova', 'UA'],
];

/** Owner, category, title, subscribers, price of a post in cents. */
const catalogue: readonly (readonly [number, Category, string, number, number])[] = [
  [1, 'crypto', 'Token Insider', 184_000, 42_000],
  [1, 'crypto', 'Chain Digest', 96_500, 25_000],
  [1, 'crypto', 'Block Pulse', 51_200, 14_500],
  [2, 'crypto', 'Crypto Notes', 23_800, 7_000],
  [2, 'crypto', 'Coins Today', 9_400, 3_500],
  [2, 'tech', 'Code Hub', 132_000, 28_000],
  [2, 'tech', 'Gadget Live', 67_300, 16_000],
  [3, 'tech', 'Robot Lab', 18_900, 5_500],
  [3, 'lifestyle', 'Cosy Home', 74_100, 12_000],
  [3, 'lifestyle', 'Weekend Guide', 31_600, 6_000],
];

/** Advertiser, channel, what became of it. Whoever is rejected buys nothing after it. */
const purchases: readonly (readonly [number, number, OrderStatus, number, string])[] = [
  [4, 0, 'completed', 12, 'New listing on our exchange'],
  [5, 5, 'completed', 10, 'Laptop sale this week'],
  [6, 7, 'disputed', 4, 'Learn TypeScript in a month'],
  [7, 8, 'rejected', 3, 'Coffee subscription'],
  [8, 1, 'confirmed', 1.5, 'Staking for beginners'],
  [5, 6, 'confirmed', 1.2, 'Cloud servers from $4'],
  [4, 2, 'pending', 0.5, 'Wallet with cash-back'],
  [6, 9, 'pending', 0.25, 'Spring collection is here'],
];

/** A business small enough to know by heart. Only its measurements depend on the seed, and its instants on `until`. */
export class TinyBusiness implements World {
  readonly calendar: Calendar;
  readonly persons: readonly Person[];
  readonly channels: readonly Channel[];
  readonly listings: readonly Listing[];
  readonly rules: readonly CommissionRule[];
  readonly #teller: Storyteller;

  constructor(until: number, emit: Emit) {
    const start = Math.floor(until / dayMs) * dayMs - 20 * dayMs;
    this.calendar = { start, until, ordersOfDay: [] };
    this.persons = cast.map(([role, name, country], index) =>
      person(role, name, country, until - (400 - index) * dayMs),
    );
    this.channels = catalogue.map(([owner, category, title, subscribers], index) =>
      channel(owner, category, title, subscribers, until - (300 - index) * dayMs),
    );
    this.listings = catalogue.map(([, , , , priceCents], index) => ({
      channel: index,
      format: 'post',
      durationHours: 24,
      priceCents,
      createdAt: until - (290 - index) * dayMs,
      share: 1,
    }));
    this.rules = commissionRules({ start: until - 1_095 * dayMs });
    this.#teller = new Storyteller(this.persons, until - 400 * dayMs, until, new Random('tiny'), emit, {
      paysEachOrder: true,
    });
  }

  get counts(): BusinessCounts {
    return this.#teller.counts;
  }

  *story(): Generator<void> {
    const due: { readonly at: number; readonly act: () => void }[] = [];
    for (const [index, purchase] of purchases.entries()) {
      const order = this.#life(index + 1, purchase);
      const views = Math.round((this.channels[order.channel]?.averageViews ?? 0) * 0.96);
      this.#teller.order(order, { views, conversions: null, conversionCents: 0, text: purchase[4] });
      for (const [place, { at }] of order.steps.entries())
        due.push({ at, act: () => this.#teller.step(order, place) });
      const end = order.steps.at(-1);
      if (end?.to === 'completed')
        due.push({ at: end.at + hourMs, act: () => this.#teller.rating(order, end.at + hourMs, false) });
    }
    for (const { act } of due.toSorted((left, right) => left.at - right.at)) act();
    yield;
  }

  customersAtTheEnd(): CustomerEnd[] {
    return this.#teller.customersAtTheEnd(new Random('tiny visits'));
  }

  #life(id: number, [advertiser, channelIndex, outcome, daysAgo]: (typeof purchases)[number]): OrderLife {
    const { until } = this.calendar;
    const createdAt = Math.floor(until - daysAgo * dayMs);
    const owner = this.channels[channelIndex]?.owner ?? 0;
    const buyer = {
      actorKind: 'customer' as const,
      actor: this.persons[advertiser]?.name ?? '',
      reason: null,
    };
    const seller = { ...buyer, actor: this.persons[owner]?.name ?? '' };
    const category = catalogue[channelIndex]?.[1] ?? 'news';
    const steps: Step[] = [
      { ...buyer, at: createdAt, to: 'draft' },
      { ...buyer, at: createdAt + hourMs / 4, to: 'pending' },
    ];
    const publishedAt = createdAt + 20 * hourMs;
    if (outcome === 'rejected')
      steps.push({ ...seller, at: createdAt + 3 * hourMs, to: 'rejected', reason: 'No free place that day' });
    else if (outcome !== 'pending') steps.push({ ...seller, at: createdAt + 5 * hourMs, to: 'confirmed' });
    if (outcome === 'completed' || outcome === 'disputed')
      steps.push({ ...seller, at: publishedAt, to: 'published' });
    const dispute = outcome === 'disputed' ? openDispute(publishedAt + 9 * hourMs) : null;
    if (dispute !== null)
      steps.push({
        ...buyer,
        at: dispute.openedAt,
        to: 'disputed',
        reason: 'The post was removed before its time',
      });
    if (outcome === 'completed')
      steps.push({
        at: publishedAt + 24.25 * hourMs,
        to: 'completed',
        actorKind: 'system',
        actor: 'Order jobs',
        reason: 'The post was up for the whole term',
      });
    return {
      id,
      advertiser,
      editor: owner,
      channel: channelIndex,
      listing: channelIndex,
      currency: 0,
      category,
      format: 'post',
      durationHours: 24,
      priceCents: this.listings[channelIndex]?.priceCents ?? 0,
      commissionPpm: rateInForce(this.rules, category, createdAt),
      createdAt,
      steps,
      scheduledAt: publishedAt,
      dispute,
      refundCents: outcome === 'rejected' ? (this.listings[channelIndex]?.priceCents ?? 0) : 0,
    };
  }
}

function person(role: Person['role'], name: string, country: string, createdAt: number): Person {
  const never = Number.POSITIVE_INFINITY;
  const habits = { leavesAt: never, appetite: 1, conversionCents: null, trouble: 0 };
  return { role, name, country, createdAt, verifiedAt: createdAt + 2 * dayMs, tastes: [0, 0], ...habits };
}

function channel(
  owner: number,
  category: Category,
  title: string,
  subscribers: number,
  createdAt: number,
): Channel {
  return {
    owner,
    createdAt,
    decidedAt: createdAt + dayMs,
    state: 'approved',
    category: categories.indexOf(category),
    title,
    username: title.toLowerCase().replace(' ', '_'),
    language: 'en',
    country: 'GB',
    currency: 0,
    subscribers,
    averageViews: Math.round(subscribers * 0.31),
    beganWith: 0.6,
    bend: 1,
  };
}

function openDispute(openedAt: number): DisputePlan {
  return {
    reason: 'taken_down_early',
    openedAt,
    escalatedAt: openedAt + hourMs,
    priority: 2,
    resolvedAt: Number.POSITIVE_INFINITY,
    decision: 'pro_rata',
    rule: null,
    decidedBy: '',
    explanation: '',
  };
}

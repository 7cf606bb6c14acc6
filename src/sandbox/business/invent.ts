import { categories } from '#contract/marketplace/channels.ts';
import type { Emit } from './books.ts';
import { anomalies, type Calendar, calendarOf, dayMs, hourMs, instantsOfDay } from './calendar.ts';
import {
  audience,
  type Channel,
  channelsOf,
  categoryOf,
  currencies,
  type Listing,
  listingsOf,
} from './catalogue.ts';
import { type CommissionRule, commissionRules, rateInForce } from './commission-rules.ts';
import type { CustomerEnd } from './customer-end.ts';
import { orderLife, type OrderLife } from './order-life.ts';
import { people, type Person } from './people.ts';
import { Random, WeightedIndexes } from './random.ts';
import type { World } from './setting.ts';
import type { Scale } from './sizes.ts';
import { type BusinessCounts, Storyteller } from './storyteller.ts';
import { categoryWords } from './words.ts';

/** Something that is due in a certain hour. */
type Due = { readonly at: number; readonly act: () => void };

type Market = {
  readonly buyers: WeightedIndexes;
  readonly all: WeightedIndexes;
  readonly ofCategory: readonly WeightedIndexes[];
};

/**
 * Tells the story of a business hour by hour, up to `until`. Yields after every hour, so that the rows can be taken away while
 * it goes on: it holds what is open, never what has passed.
 */
export class InventedBusiness implements World {
  readonly calendar: Calendar;
  readonly persons: readonly Person[];
  readonly channels: readonly Channel[];
  readonly listings: readonly Listing[];
  readonly #random: Random;
  readonly #seed: string;
  readonly #teller: Storyteller;
  readonly #due: Due[][];
  readonly #listingsOf: readonly (readonly number[])[];
  readonly rules: readonly CommissionRule[];
  #lastOrder = 0;

  constructor(scale: Scale, until: number, seed: string, emit: Emit) {
    this.calendar = calendarOf(until, scale.orders, new Random(`${seed} calendar`));
    this.persons = people(scale, this.calendar, categories.length, seed);
    this.channels = channelsOf(scale.channels, this.persons, this.calendar, seed);
    this.listings = listingsOf(this.channels, seed);
    this.#seed = seed;
    this.#random = new Random(`${seed} story`);
    const opened = this.calendar.start - 300 * dayMs;
    this.#teller = new Storyteller(this.persons, opened, until, new Random(`${seed} money`), emit);
    const hours = Math.ceil((until - this.calendar.start) / hourMs) + 1;
    this.#due = Array.from({ length: hours }, () => []);
    this.rules = commissionRules(this.calendar);
    const byChannel: number[][] = this.channels.map(() => []);
    for (const [index, listing] of this.listings.entries()) byChannel[listing.channel]?.push(index);
    this.#listingsOf = byChannel;
  }

  get counts(): BusinessCounts {
    return this.#teller.counts;
  }

  /** Orders and all that follows from them. */
  *story(): Generator<void> {
    for (let day = 0; day < this.calendar.ordersOfDay.length; day += 1) {
      const dayStart = this.calendar.start + day * dayMs;
      const market = this.#market(dayStart);
      const instants = instantsOfDay(this.calendar, day, this.#random);
      this.#payDay(dayStart);
      let next = 0;
      for (let hour = 0; hour < 24; hour += 1) {
        const end = dayStart + (hour + 1) * hourMs;
        for (; next < instants.length && (instants[next] ?? end) < end; next += 1) {
          const at = instants[next];
          if (at !== undefined) this.#order(at, market);
        }
        const due = this.#due[day * 24 + hour] ?? [];
        this.#due[day * 24 + hour] = [];
        for (const { act } of due.toSorted((left, right) => left.at - right.at)) act();
        yield;
      }
    }
    this.#waitingDeposits();
  }

  customersAtTheEnd(): CustomerEnd[] {
    return this.#teller.customersAtTheEnd(new Random(`${this.#seed} visits`));
  }

  /** Who buys and what is for sale on a day. */
  #market(dayStart: number): Market {
    const buyers = new WeightedIndexes(
      this.persons.map((person) =>
        person.appetite > 0 && person.createdAt < dayStart && person.leavesAt > dayStart
          ? person.appetite
          : 0,
      ),
    );
    const weights = this.channels.map((channel, index) =>
      channel.decidedAt !== null &&
      channel.decidedAt < dayStart - dayMs &&
      (this.#listingsOf[index]?.length ?? 0) > 0
        ? channel.averageViews ** 0.55
        : 0,
    );
    const all = new WeightedIndexes(weights);
    const ofCategory = categories.map(
      (_, category) =>
        new WeightedIndexes(
          weights.map((weight, index) => (this.channels[index]?.category === category ? weight : 0)),
        ),
    );
    return { buyers, all, ofCategory };
  }

  #order(createdAt: number, market: Market): void {
    const random = this.#random;
    const advertiser = market.buyers.pick(random);
    const buyer = this.persons[advertiser];
    const taste = market.ofCategory[buyer?.tastes[random.chance(0.65) ? 0 : 1] ?? 0];
    const shelf = taste !== undefined && taste.total > 0 && random.chance(0.6) ? taste : market.all;
    let channelIndex = shelf.pick(random);
    // Nobody buys from themselves.
    for (let attempt = 0; this.channels[channelIndex]?.owner === advertiser && attempt < 20; attempt += 1)
      channelIndex = market.all.pick(random);
    const channel = this.channels[channelIndex];
    const offers = this.#listingsOf[channelIndex] ?? [];
    const listingIndex = offers[this.#offer(offers)] ?? offers[0];
    const listing = listingIndex === undefined ? undefined : this.listings[listingIndex];
    if (
      buyer === undefined ||
      channel === undefined ||
      listing === undefined ||
      listingIndex === undefined ||
      channel.owner === advertiser
    )
      throw new Error('nothing was for sale: the scale has too few channels');
    const size = audience(channel, createdAt, this.calendar);
    const category = categoryOf(channel);
    this.#lastOrder += 1;
    const purchase = {
      id: this.#lastOrder,
      advertiser,
      editor: channel.owner,
      channel: channelIndex,
      listing: listingIndex,
      currency: channel.currency,
      category,
      format: listing.format,
      durationHours: listing.durationHours,
      // Prices followed the audience; in halves of a unit.
      priceCents: Math.max(200, Math.round((listing.priceCents * (0.35 + 0.65 * size)) / 50) * 50),
      commissionPpm: rateInForce(this.rules, category, createdAt),
      createdAt,
    };
    const seller = this.persons[channel.owner];
    const order = orderLife(
      purchase,
      {
        advertiserName: buyer.name,
        editorName: seller?.name ?? '',
        disputeChance: this.#disputeChance(buyer.trouble, seller?.trouble ?? 1, category, createdAt),
        until: this.calendar.until,
      },
      random,
    );
    const views = Math.round(
      channel.averageViews * size * Math.min(4, random.logNormal(1, 0.3)) * this.#viewed(order),
    );
    const text = random.pick(categoryWords[category].posts);
    this.#teller.order(order, {
      views,
      conversions: buyer.conversionCents === null ? null : this.#conversions(views),
      conversionCents: Math.round(
        (buyer.conversionCents ?? 0) * (currencies[channel.currency]?.perDollar ?? 1),
      ),
      text,
    });
    this.#schedule(order);
  }

  #schedule(order: OrderLife): void {
    for (const [index, step] of order.steps.entries())
      this.#at(step.at, () => this.#teller.step(order, index));
    const last = order.steps.at(-1);
    if (last?.to !== 'completed') return;
    const random = this.#random;
    if (random.chance(0.38)) {
      const at = last.at + Math.floor(random.exponential(14) * hourMs) + 60_000;
      this.#at(at, () => this.#teller.rating(order, at, false));
    }
    if (random.chance(0.08)) {
      const at = last.at + Math.floor(random.exponential(20) * hourMs) + 60_000;
      this.#at(at, () => this.#teller.rating(order, at, true));
    }
  }

  /** Does it when that hour is told, unless the story ends before. */
  #at(at: number, act: () => void): void {
    if (at > this.calendar.until) return;
    this.#due[Math.floor((at - this.calendar.start) / hourMs)]?.push({ at, act });
  }

  #offer(offers: readonly number[]): number {
    let left =
      this.#random.next() * offers.reduce((sum, offer) => sum + (this.listings[offer]?.share ?? 0), 0);
    for (const [place, offer] of offers.entries()) {
      left -= this.listings[offer]?.share ?? 0;
      if (left < 0) return place;
    }
    return 0;
  }

  #disputeChance(buyer: number, seller: number, category: string, at: number): number {
    const daysLeft = (this.calendar.until - at) / dayMs;
    const { from, days, category: unlucky } = anomalies.disputes;
    const unusual = category === unlucky && daysLeft < from && daysLeft > from - days;
    const wave = unusual ? 6 : daysLeft < 6 ? 2 : 1;
    return Math.min(0.6, 0.024 * Math.sqrt(buyer * seller) * wave);
  }

  /** The part of its views that a post had when it was last looked at. */
  #viewed(order: OrderLife): number {
    const publishedAt = order.steps.find((step) => step.to === 'published')?.at;
    if (publishedAt === undefined) return 0;
    const upFor = Math.min(this.calendar.until - publishedAt, order.durationHours * hourMs);
    return 1 - Math.exp(-upFor / (7 * hourMs));
  }

  #conversions(views: number): number {
    const mean = views * 0.0009;
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.#random.normal()));
  }

  /** Editors are paid on Mondays; whoever leaves takes what is left. */
  #payDay(dayStart: number): void {
    const random = this.#random;
    const { books } = this.#teller;
    const monday = new Date(dayStart).getUTCDay() === 1;
    for (const [customer, person] of this.persons.entries()) {
      if (monday && (person.role === 'editor' || person.role === 'both') && person.createdAt < dayStart) {
        const createdAt = dayStart + 9 * hourMs + customer * 137;
        const settledAt = createdAt + Math.floor(random.between(0.6, 3) * dayMs);
        const paid = !random.chance(0.012);
        this.#at(createdAt, () => this.#payOut(customer, createdAt, settledAt, paid));
      }
      const leavesToday =
        person.appetite > 0 && person.leavesAt >= dayStart && person.leavesAt < dayStart + dayMs;
      if (!leavesToday || !random.chance(0.4)) continue;
      const at = dayStart + 20 * hourMs + (customer % 3_600) * 1_000;
      this.#at(at, () => {
        for (const currency of currencies.keys()) {
          const cents = Math.floor(books.walletMicros(customer, currency) / 10_000);
          if (cents > 0)
            books.withdraw({
              customer,
              currency,
              cents,
              kind: 'withdrawal',
              state: 'succeeded',
              gateway: 'stripe',
              createdAt: at - 60_000,
              settledAt: at,
            });
        }
      });
    }
  }

  #payOut(customer: number, createdAt: number, settledAt: number, paid: boolean): void {
    const { books } = this.#teller;
    const settled = settledAt <= this.calendar.until;
    for (const [currency, { perDollar, code }] of currencies.entries()) {
      const cents = Math.floor(books.earningsMicros(customer, currency) / 10_000);
      if (cents < 2_000 * perDollar) continue;
      const end = books.beginPayout({
        customer,
        currency,
        cents,
        kind: 'payout',
        state: !settled ? 'pending' : paid ? 'succeeded' : 'failed',
        gateway: code === 'UZS' ? 'payme' : 'manual',
        createdAt,
        settledAt: settled ? settledAt : null,
        ...(settled && !paid ? { problem: 'Account details are wrong' } : {}),
      });
      this.#at(settledAt, () => end(settledAt, paid));
    }
  }

  /** Deposits that the gateways have not confirmed yet. */
  #waitingDeposits(): void {
    const random = new Random(`${this.#seed} waiting`);
    const { until } = this.calendar;
    const here = this.persons.flatMap((person, index) =>
      person.appetite > 0 && person.createdAt < until - dayMs && person.leavesAt > until ? [index] : [],
    );
    const count = Math.min(here.length, Math.max(3, Math.round(this.#lastOrder / 5_000)), 60);
    for (let number = 0; number < count; number += 1) {
      this.#teller.books.payment({
        customer: here[Math.floor(random.next() * here.length)] ?? 0,
        currency: 0,
        cents: random.integer(1, 40) * 5_000,
        kind: 'deposit',
        state: 'pending',
        gateway: 'stripe',
        createdAt: until - random.integer(30_000, 6 * hourMs),
        settledAt: null,
      });
    }
  }
}

import type { Emit } from './books.ts';
import { type Calendar, dayMs } from './calendar.ts';
import { categoryOf, type Channel, currencies, type Listing } from './catalogue.ts';
import type { CommissionRule } from './commission-rules.ts';
import { measurement, measuringTimes } from './metrics.ts';
import type { Person } from './people.ts';
import { Random } from './random.ts';

/** Everything but the orders. IDs are places in these lists and one. */
export type World = {
  readonly calendar: Calendar;
  readonly persons: readonly Person[];
  readonly channels: readonly Channel[];
  readonly listings: readonly Listing[];
  readonly rules: readonly CommissionRule[];
};

/** What is there before the first order, and the measurements, which nothing depends on. Yields now and then. */
export function* setting(world: World, seed: string, emit: Emit): Generator<void> {
  const { calendar, persons, channels, listings, rules } = world;
  for (const [index, person] of persons.entries()) {
    emit('customers', [
      index + 1,
      person.createdAt,
      person.verifiedAt,
      person.createdAt,
      0,
      person.role,
      'active',
      person.name,
      person.country,
      200_000_000 + index * 7_919,
      // Not before the story is told: see the end of the load.
      null,
    ]);
  }
  for (const [index, { validFrom, ratePpm, category }] of rules.entries())
    emit('commission_rules', [index + 1, validFrom, validFrom, ratePpm, category, 'Administrator']);
  const times = channels.map((channel, index) => measuringTimes(channel, index, calendar));
  for (const [index, channel] of channels.entries()) {
    writeChannel(channel, index, times[index]?.at(-1) ?? null, emit);
  }
  for (const [index, listing] of listings.entries()) {
    writeListing(listing, index, channels[listing.channel], calendar, emit);
  }
  yield;
  const random = new Random(`${seed} metrics`);
  for (const [index, channel] of channels.entries()) {
    const own = times[index] ?? [];
    for (const at of own)
      emit('channel_metrics', measurement(channel, index + 1, at, at === own.at(-1), calendar, random));
    yield;
  }
}

const stateReasons: Readonly<Partial<Record<Channel['state'], string>>> = {
  rejected: 'Most subscribers are not real',
  suspended: 'Posts were taken down early',
};

function writeChannel(channel: Channel, index: number, measuredAt: number | null, emit: Emit): void {
  emit('channels', [
    index + 1,
    channel.owner + 1,
    1_000_000_000 + index * 104_729,
    channel.createdAt,
    channel.decidedAt,
    measuredAt,
    measuredAt === null ? 0 : channel.subscribers,
    measuredAt === null ? 0 : channel.averageViews,
    channel.state,
    categoryOf(channel),
    channel.username,
    channel.title,
    channel.language,
    channel.country,
    stateReasons[channel.state] ?? null,
  ]);
}

function writeListing(
  listing: Listing,
  index: number,
  channel: Channel | undefined,
  calendar: Calendar,
  emit: Emit,
): void {
  emit('listings', [
    index + 1,
    listing.channel + 1,
    listing.priceCents * 10_000,
    listing.createdAt,
    Math.max(listing.createdAt, calendar.until - ((index * 37) % 60) * dayMs),
    listing.durationHours,
    listing.format,
    channel?.state === 'approved' ? 'active' : 'paused',
    currencies[channel?.currency ?? 0]?.code ?? 'USD',
  ]);
}

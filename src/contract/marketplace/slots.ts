import type { OrderStatus } from './orders.ts';

/** A channel takes one sold post in each slot, so that none buries the one before it. The first of a day begins at 00:00 UTC. */
export const slotHours = 6;
export const slotsPerDay = 24 / slotHours;

/** Nothing is sold for later than that. */
export const furthestDaysAhead = 90;

const slotMs = slotHours * 3_600_000;

/** Orders in these statuses hold the slot they are scheduled in. A draft is no promise, and what has ended holds nothing. */
export const slotHoldingStatuses = [
  'pending',
  'confirmed',
  'published',
] as const satisfies readonly OrderStatus[];

export type Slot = {
  /** UTC milliseconds; `until` is not part of it. */
  readonly from: number;
  readonly until: number;
  /** `2026-03-01`, UTC. */
  readonly day: string;
  /** From 0. */
  readonly index: number;
};

/** The slot that an instant (UTC milliseconds) is in. */
export function slotOf(at: number): Slot {
  const from = Math.floor(at / slotMs) * slotMs;
  return {
    from,
    until: from + slotMs,
    day: new Date(from).toISOString().slice(0, 10),
    index: new Date(from).getUTCHours() / slotHours,
  };
}

const hour = (hours: number) => `${String(hours).padStart(2, '0')}:00`;

/** `2026-03-01 06:00–12:00`, UTC. */
export function slotText({ day, index }: Pick<Slot, 'day' | 'index'>): string {
  return `${day} ${hour(index * slotHours)}–${hour((index + 1) * slotHours)}`;
}

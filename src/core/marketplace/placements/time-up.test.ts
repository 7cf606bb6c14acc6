import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PlacementOutcome, placementOutcomes } from '#contract/marketplace/placements.ts';
import { timeUp } from './time-up.ts';

const minuteMs = 60_000;
const publishedAt = Date.UTC(2026, 5, 1, 12);
/** A day. */
const term = { publishedAt, expiresAt: publishedAt + 1_440 * minuteMs };

const looksAt = (...looks: readonly [minute: number, outcome: PlacementOutcome][]) =>
  looks.map(([minute, outcome]) => ({ at: publishedAt + minute * minuteMs, outcome }));

describe('the time a post was up', () => {
  test('is the whole term when it was seen throughout and at its end', () => {
    expect(timeUp(looksAt([2, 'up'], [700, 'edited'], [1_440, 'up']), term)).toMatchObject({
      seen: true,
      neverPublished: false,
      takenDownEarly: false,
      upMinutes: 1_440,
    });
    expect(timeUp(looksAt([1_500, 'up']), term).upMinutes).toBe(1_440);
  });

  test('ends in the middle between the last sighting and the first miss, once two misses agree', () => {
    const looks = looksAt([2, 'up'], [600, 'up'], [720, 'missing'], [725, 'missing']);
    expect(timeUp(looks, term)).toMatchObject({
      takenDownEarly: true,
      upMinutes: 660,
      downAt: publishedAt + 660 * minuteMs,
    });
    expect(timeUp(looks.slice(0, 3), term)).toMatchObject({ takenDownEarly: false, upMinutes: 600 });
  });

  test('takes one miss between sightings for a fault, two for a gap', () => {
    const end = [1_440, 'up'] as const;
    expect(timeUp(looksAt([10, 'up'], [100, 'missing'], [...end]), term)).toMatchObject({
      takenDownEarly: false,
      upMinutes: 1_440,
    });
    expect(
      timeUp(looksAt([100, 'up'], [200, 'missing'], [300, 'missing'], [400, 'up'], [...end]), term),
    ).toMatchObject({ takenDownEarly: false, upMinutes: 1_240 });
  });

  test('is nothing when two looks and no other missed it', () => {
    expect(timeUp(looksAt([2, 'missing'], [8, 'channel_vanished']), term)).toMatchObject({
      seen: false,
      neverPublished: true,
      takenDownEarly: false,
      upMinutes: 0,
    });
    expect(timeUp(looksAt([2, 'missing']), term)).toMatchObject({ neverPublished: null, upMinutes: null });
  });

  test('is not known from looks that could not see, nor from misses after the term', () => {
    const nothing = { looks: 0, seen: null, neverPublished: null, takenDownEarly: null, upMinutes: null };
    expect(timeUp(looksAt([2, 'unreachable'], [9, 'private'], [20, 'unreachable']), term)).toMatchObject(
      nothing,
    );
    expect(timeUp(looksAt([1_441, 'missing'], [1_450, 'missing']), term)).toMatchObject(nothing);
    expect(timeUp(looksAt([600, 'up'], [1_441, 'missing'], [1_450, 'missing']), term)).toMatchObject({
      takenDownEarly: false,
      upMinutes: 600,
    });
  });

  test('is never less than nothing or more than the term, whatever was seen when', () => {
    const look = record({
      at: integer({ min: -100, max: 3_000 }).map((minute) => publishedAt + minute * minuteMs),
      outcome: constantFrom(...placementOutcomes),
    });
    assert(
      property(array(look, { maxLength: 12 }), (looks) => {
        const { upMinutes, termMinutes, takenDownEarly, neverPublished, seen } = timeUp(looks, term);
        expect(termMinutes).toBe(1_440);
        expect(upMinutes ?? 0).toBeGreaterThanOrEqual(0);
        expect(upMinutes ?? 0).toBeLessThanOrEqual(1_440);
        expect(neverPublished === true && (seen === true || takenDownEarly === true)).toBe(false);
        expect(timeUp(looks.toReversed(), term).looks).toBe(timeUp(looks, term).looks);
      }),
    );
  });
});

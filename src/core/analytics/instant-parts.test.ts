import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantParts } from './instant-parts.ts';

const hourMs = 3_600_000;
const unit = { rows: 1, hour: hourMs, utc_day: 24 * hourMs } as const;

const instants = fc.oneof(
  fc.integer({ min: -100 * hourMs, max: 100 * hourMs }),
  fc.integer({ min: -100, max: 100 }).map((hour) => hour * hourMs),
  fc.integer({ min: -5, max: 5 }).map((day) => day * 24 * hourMs),
);

describe('instantParts', () => {
  test('has each instant in exactly one part, and in as large a cell as fits', () => {
    fc.assert(
      fc.property(instants, instants, (from, until) => {
        let reached = from;
        for (const part of instantParts(from, until)) {
          const ms = unit[part.source];
          expect(part.from * ms).toBe(reached);
          expect(part.until).toBeGreaterThan(part.from);
          if (part.source === 'rows') expect(part.until - part.from).toBeLessThan(2 * hourMs);
          if (part.source === 'hour') expect(part.until - part.from).toBeLessThan(48);
          reached = part.until * ms;
        }
        expect(reached).toBe(Math.max(from, until));
      }),
    );
  });

  test('reads thirty days as 29 days, 24 hours and two edges', () => {
    const at = Date.UTC(2026, 10, 12, 15, 20);
    const parts = instantParts(at - 30 * 24 * hourMs, at);
    expect(parts.map(({ source }) => source)).toEqual(['rows', 'hour', 'utc_day', 'hour', 'rows']);
    const cells = parts.filter(({ source }) => source !== 'rows');
    expect(cells.map((part) => part.until - part.from)).toEqual([8, 29, 15]);
  });
});

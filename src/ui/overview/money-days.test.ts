import { describe, expect, it } from 'vitest';
import { moneyDays, moneyRange } from './money-days.ts';

const row = (start: string, currency: string, ...values: string[]) => ({
  start,
  currency,
  values,
  keys: [],
});

describe('the days that are asked for', () => {
  it.each([
    ['a Monday', '2026-11-23', '2026-11-16'],
    ['a Saturday', '2026-11-28', '2026-11-16'],
    ['a Sunday', '2026-11-29', '2026-11-16'],
    ['the first of January', '2027-01-01', '2026-12-21'],
    ['the day clocks change', '2026-03-29', '2026-03-16'],
  ])('begin with the Monday of the week before %s', (_what, today, from) => {
    expect(moneyRange(today)).toEqual({ from, to: today });
  });
});

describe('money in and out', () => {
  const range = moneyRange('2026-11-25'); // a Wednesday
  it('compares today and this week with the same days of the week before', () => {
    const rows = [
      row('2026-11-16', 'USD', '100', '0', '0', '10'),
      row('2026-11-18', 'USD', '50', '5', '1', '20'),
      // Thursday to Sunday are no part of the comparison.
      row('2026-11-20', 'USD', '9000', '9000', '9000', '9000'),
      row('2026-11-23', 'USD', '200', '0', '40', '0'),
      row('2026-11-25', 'USD', '70', '7', '3', '30'),
    ];
    const [usd] = moneyDays({ rows, range }, ['USD']);
    expect(usd).toMatchObject({
      currency: 'USD',
      today: { in: 70n, out: 10n, revenue: 30n },
      dayBefore: { in: 50n, out: 6n, revenue: 20n },
      week: { in: 270n, out: 50n, revenue: 30n },
      weekBefore: { in: 150n, out: 6n, revenue: 30n },
    });
    expect(usd?.days).toHaveLength(10);
    expect(usd?.days[0]).toMatchObject({ day: '2026-11-16', in: 100n });
  });

  it('keeps currencies apart, and names those without movement and those nobody expected', () => {
    const rows = [row('2026-11-25', 'UZS', '9007199254740993000', '0', '0', '0')];
    const found = moneyDays({ rows, range }, ['USD', 'EUR']);
    expect(found.map(({ currency, today }) => [currency, today.in])).toEqual([
      ['USD', 0n],
      ['EUR', 0n],
      ['UZS', 9_007_199_254_740_993_000n],
    ]);
  });
});

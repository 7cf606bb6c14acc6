import { bigInt, assert, constantFrom, property } from 'fast-check';
import { expect, it } from 'vitest';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import { moneyWhereabouts } from './money-whereabouts.ts';

it('is all of the price, once it was paid', () => {
  const amount = bigInt({ min: 1n, max: 10n ** 15n });
  assert(
    property(constantFrom(...orderStatuses), amount, amount, amount, (status, price, one, other) => {
      const refundedMicros = one % (price + 1n);
      const commissionMicros = other % (price - refundedMicros + 1n);
      const parts = moneyWhereabouts({ status, priceMicros: price, commissionMicros, refundedMicros });
      const sum = Object.values(parts).reduce((left, right) => left + right, 0n);
      expect(sum).toBe(status === 'draft' ? 0n : price);
    }),
  );
});

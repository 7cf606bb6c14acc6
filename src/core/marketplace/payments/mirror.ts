import { mirror } from '../../cache/mirror.ts';
import { payments } from './schema.ts';

/** Payments that wait for their gateway are kept however old they are: somebody has to settle them. */
export const paymentsMirror = mirror(payments, {
  indexes: {
    payments_by_customer: ['customerId', 'createdAt'],
    payments_by_order: ['orderId'],
    payments_by_settled: ['settledAt'],
  },
  // Those that somebody has to look at are few among millions that succeeded.
  partialIndexes: {
    payments_not_succeeded: {
      columns: ['state', 'settledAt'],
      where: { column: 'state', in: ['pending', 'failed'] },
    },
  },
  // Whose they are: the sums of one customer are added up from all of their payments.
  window: {
    column: 'createdAt',
    keep: { column: 'state', in: ['pending'] },
    alsoOutside: ['customerId'],
  },
});

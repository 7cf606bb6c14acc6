import { mirror } from '../../cache/mirror.ts';
import { payments } from './schema.ts';

export const paymentsMirror = mirror(payments, {
  indexes: {
    payments_by_customer: ['customerId', 'createdAt'],
    payments_by_order: ['orderId'],
  },
});

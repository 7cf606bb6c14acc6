import { mirror } from '../../cache/mirror.ts';
import { customerEvents, customers } from './schema.ts';

export const customersMirror = mirror(customers, {
  indexes: {
    customers_by_created: ['createdAt'],
    customers_by_activity: ['lastActiveAt'],
    customers_of_role_by_activity: ['role', 'lastActiveAt'],
    customers_by_risk: ['riskScore', 'id'],
  },
  without: ['riskDueAt'],
});

/** The timeline of one customer at a time, and what the system did to any of them. */
export const customerEventsMirror = mirror(customerEvents, {
  indexes: { customer_events_by_customer: ['customerId', 'id'] },
  // Who was flagged or suspended lately: few among all that is noted.
  partialIndexes: {
    customer_events_of_concern: {
      columns: ['toState', 'at', 'customerId'],
      where: { column: 'toState', in: ['flagged', 'suspended'] },
    },
    customer_events_after_suspension: {
      columns: ['fromState', 'at', 'customerId'],
      where: { column: 'fromState', in: ['suspended'] },
    },
  },
});

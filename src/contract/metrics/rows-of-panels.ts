import { customerFilterSchema } from '../marketplace/customer.ts';
import type { CustomerRole, OrderingKind } from '../marketplace/customers.ts';
import { orderFilterSchema } from '../marketplace/order.ts';
import type { DateRange } from '../analytics.ts';
import type { Instant } from '../time.ts';
import type { RowsBehind } from './drill-down.ts';

/** The days of a month that is named by its first. */
export function daysOfMonth(month: string): DateRange {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return {
    from: `${month.slice(0, 7)}-01`,
    to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10),
  };
}

/** Who is in a cohort of the retention: advertisers who signed up in the month. */
export function cohortBehind(cohort: string): RowsBehind {
  const roles: readonly CustomerRole[] = ['advertiser', 'both'];
  return {
    rows: 'customers',
    filter: customerFilterSchema.parse({ signedUp: daysOfMonth(cohort), roles }),
  };
}

/** Those of them who ordered so many months later. */
export function retainedBehind(cohort: string, age: number): RowsBehind {
  const [year = 0, number = 0] = cohort.split('-').map(Number);
  const month = new Date(Date.UTC(year, number - 1 + age, 1)).toISOString().slice(0, 10);
  return {
    rows: 'customers',
    filter: customerFilterSchema.parse({
      signedUp: daysOfMonth(cohort),
      ordering: { month, as: 'any' },
    }),
  };
}

/** Advertisers who did that in a month. */
export function growthBehind(month: string, as: OrderingKind): RowsBehind {
  return { rows: 'customers', filter: customerFilterSchema.parse({ ordering: { month, as } }) };
}

/** Customers of a role who were last active at an instant or later. */
export function activeBehind(role: CustomerRole, activeSince: Instant): RowsBehind {
  return { rows: 'customers', filter: customerFilterSchema.parse({ roles: [role], activeSince }) };
}

/** Orders of an hour of the week, over all months that a range touches. */
export function hourBehind({ from, to }: DateRange, hourOfWeek: number): RowsBehind {
  const created = { from: daysOfMonth(from).from, to: daysOfMonth(to).to };
  return { rows: 'orders', filter: orderFilterSchema.parse({ created, hourOfWeek }) };
}

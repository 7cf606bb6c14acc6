import { setImmediate as turn } from 'node:timers/promises';
import { type BusinessTable, businessTables, type Value } from '#sandbox/business/copy/business-tables.ts';
import { InventedBusiness } from '#sandbox/business/invent.ts';
import { setting } from '#sandbox/business/setting.ts';
import type { Scale } from '#sandbox/business/sizes.ts';

/** The tables that analytics is about. */
export const analyticsTables = ['customers', 'channels', 'orders', 'payments'] as const;
export type AnalyticsTable = (typeof analyticsTables)[number];

/** What is loaded: those, and the catalogue. */
export type LoadedTable = AnalyticsTable | 'listings';

export type Row = Readonly<Record<string, Value>>;

function isLoaded(table: BusinessTable): table is LoadedTable {
  return table === 'listings' || analyticsTables.some((name) => name === table);
}

/** Invents a business and hands over its customers, channels, listings, orders and payments, customers last: only then is known how they stand. */
export async function loadBusiness(
  scale: Scale,
  until: number,
  take: (table: LoadedTable, row: Row) => void,
): Promise<void> {
  const customers: Row[] = [];
  const emit = (table: BusinessTable, values: readonly Value[]): void => {
    if (!isLoaded(table)) return;
    const row: Row = Object.fromEntries(
      businessTables[table].map(([name], at) => [name, values[at] ?? null]),
    );
    if (table === 'customers') customers.push(row);
    else take(table, row);
  };
  const business = new InventedBusiness(scale, until, 'opsdeck bench', emit);
  for (const part of [setting(business, 'opsdeck bench', emit), business.story()]) {
    let steps = 0;
    for (const _ of part) {
      steps += 1;
      if (steps % 200 === 0) await turn();
    }
  }
  for (const [at, end] of business.customersAtTheEnd().entries()) {
    const customer = customers[at];
    if (customer !== undefined) {
      take('customers', {
        ...customer,
        last_active_at: end.lastActiveAt,
        risk_score: end.riskScore,
        state: end.state,
      });
    }
  }
}

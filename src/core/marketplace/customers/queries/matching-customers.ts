import { type SQL, sql } from 'drizzle-orm';
import type { CustomerFilter } from '#contract/marketplace/customer.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { containsText } from '../../../cache/containing-text.ts';
import { dayOfIsoDate, monthOfDay } from '../../../cache/rollups/civil-date.ts';
import { monthOfMember } from '../../../cache/rollups/months-of-member.ts';
import { memberTable } from '../../../cache/rollups/rollup-tables.ts';
import { daysInTime, within } from '../../days-in-time.ts';
import { advertiserRetention } from '../../orders/rollups.ts';

/** The condition of a filter on `customers` in the local copy. */
export async function matchingCustomers(cache: CacheReads, filter: CustomerFilter): Promise<SQL> {
  const { search, roles, states, countries, verified, leastRisk, mostRisk, became } = filter;
  const { activeSince, ordering } = filter;
  const signedUp = await daysInTime(cache, filter.signedUp);
  const text = search.trim();
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  const named = number === undefined ? containsText(sql`customers.name`, text) : null;
  return sql.join(
    [
      sql`true`,
      ...(roles.length === 0 ? [] : [sql`customers.role in ${[...roles]}`]),
      ...(states.length === 0 ? [] : [sql`customers.state in ${[...states]}`]),
      ...(countries.length === 0 ? [] : [inCountries(countries)]),
      ...(verified === null
        ? []
        : [verified ? sql`customers.verified_at is not null` : sql`customers.verified_at is null`]),
      ...(leastRisk > 0 ? [sql`customers.risk_score >= ${leastRisk}`] : []),
      ...(mostRisk < 100 ? [sql`customers.risk_score <= ${mostRisk}`] : []),
      ...(became === null
        ? []
        : [
            sql`customers.id in (select customer_id from customer_events
              where to_state = ${became.state} and to_state in ('flagged', 'suspended') and at >= ${became.since})`,
          ]),
      ...(signedUp === null ? [] : [within(sql`customers.created_at`, signedUp)]),
      ...(activeSince === null ? [] : [sql`customers.last_active_at >= ${activeSince}`]),
      ...(ordering === null ? [] : [whoOrdered(ordering)]),
      ...(text === '' ? [] : [named ?? sql`customers.id = ${Number(number)}`]),
    ],
    sql` and `,
  );
}

function inCountries(countries: CustomerFilter['countries']): SQL {
  const named = sql`customers.country in ${[...countries]}`;
  return countries.includes('') ? sql`(${named} or customers.country is null)` : named;
}

function whoOrdered({ month, as }: NonNullable<CustomerFilter['ordering']>): SQL {
  const did = monthOfMember(monthOfDay(dayOfIsoDate(month)))[as];
  return sql`customers.id in (select member from ${sql.raw(memberTable(advertiserRetention))}
    where cohort is not null and ${did})`;
}

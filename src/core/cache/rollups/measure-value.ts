import type { RollupMeasure } from './rollup.ts';

/** What a row of the source adds to a measure, as SQL. */
export function measureValue({ column, where, whereKnown }: RollupMeasure): string {
  const value = column === null ? '1' : `coalesce(${column}, 0)`;
  const conditions = [
    ...(where === undefined ? [] : [`${where.column} in (${where.in.map(quoted).join(', ')})`]),
    ...(whereKnown === undefined ? [] : [`${whereKnown} is not null`]),
  ];
  return conditions.length === 0 ? value : `case when ${conditions.join(' and ')} then ${value} else 0 end`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

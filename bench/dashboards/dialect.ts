/** How a database is asked for the same. In DuckDB instants are milliseconds UTC, as in the local copy. */
export type Dialect = {
  readonly name: 'postgres' | 'duckdb';
  /** Whether a time is within milliseconds UTC, the end not included. */
  readonly within: (time: string, from: number, until: number) => string;
  /** Days since 1970, in UTC. */
  readonly day: (time: string) => string;
  /** Months since the year 0, in UTC. */
  readonly month: (time: string) => string;
  /** Hours since Monday 0:00, in UTC. */
  readonly hourOfWeek: (time: string) => string;
  /** Subscribers of channel `c` as last measured before `stop`, milliseconds UTC. */
  readonly lastSubscribers: string;
};

const instant = (ms: number): string => `to_timestamp(${ms} / 1000.0)`;

export const postgres: Dialect = {
  name: 'postgres',
  within: (time, from, until) => `(${time} >= ${instant(from)} and ${time} < ${instant(until)})`,
  day: (time) => `floor(extract(epoch from ${time}) / 86400)::int`,
  month: (time) =>
    `(extract(year from ${time} at time zone 'UTC') * 12 + extract(month from ${time} at time zone 'UTC') - 1)::int`,
  hourOfWeek: (time) => `(floor(extract(epoch from ${time}) / 3600)::bigint + 72) % 168`,
  lastSubscribers: `(select subscribers from channel_metrics m
    where m.channel_id = c.id and m.measured_at < to_timestamp(stop / 1000.0) order by m.measured_at desc limit 1)`,
};

export const duckDb: Dialect = {
  name: 'duckdb',
  within: (time, from, until) => `(${time} >= ${from} and ${time} < ${until})`,
  day: (time) => `${time} // 86400000`,
  month: (time) => `year(make_timestamp(${time} * 1000)) * 12 + month(make_timestamp(${time} * 1000)) - 1`,
  hourOfWeek: (time) => `(${time} // 3600000 + 72) % 168`,
  lastSubscribers: `(select arg_max(subscribers, measured_at) from channel_metrics m
    where m.channel_id = c.id and m.measured_at < stop)`,
};

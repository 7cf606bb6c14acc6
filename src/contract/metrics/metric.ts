/** What a number is: how it is written, and what it can be compared with. */
export const metricUnits = [
  /** A whole number of things. */
  'count',
  /** Micros of one currency. */
  'money',
  /** Millionths of one: 250000 is a quarter, or 25 %. */
  'ratio',
  /** Micros of one currency for each thousand. */
  'money_per_thousand',
] as const;
export type MetricUnit = (typeof metricUnits)[number];

/** What a metric is counted from: rows of one kind, by one time of theirs. */
export const metricFacts = {
  orders: { rows: 'orders', time: 'when the order was created' },
  revenue: { rows: 'completed orders', time: 'when the order was completed' },
  customers: { rows: 'customers', time: 'when the customer signed up' },
  channels: { rows: 'channels', time: 'when the channel was added' },
  payments: { rows: 'payments that succeeded', time: 'when the payment was settled' },
} as const;
export type MetricFact = keyof typeof metricFacts;

/** What a metric can be split and filtered by. */
export const metricDimensions = [
  'category',
  'currency',
  'channel',
  'advertiser',
  'editor',
  'role',
  'country',
] as const;
export type MetricDimension = (typeof metricDimensions)[number];

/** Measures of the fact's sums that are added, and those that are taken off. `rows` counts. */
export type MetricSum = { readonly plus: readonly string[]; readonly minus?: readonly string[] };

export type MetricFormula =
  /** What the rows of the period add up to. */
  | ({ readonly kind: 'sum' } & MetricSum)
  /** What all rows up to the end of the period add up to. */
  | ({ readonly kind: 'level' } & MetricSum)
  /** One sum divided by another, rounded half away from zero; nothing where there is nothing to divide by. */
  | { readonly kind: 'quotient'; readonly of: MetricSum; readonly per: MetricSum; readonly times?: number };

export type MetricDefinition = {
  readonly label: string;
  /** What it counts, in a sentence, for somebody who has never seen the database. */
  readonly counts: string;
  /** The formula in words. */
  readonly words: string;
  readonly unit: MetricUnit;
  /** A ratio between amounts of money. */
  readonly isOfMoney?: true;
  readonly fact: MetricFact;
  readonly formula: MetricFormula;
  readonly dimensions: readonly MetricDimension[];
  readonly better: 'higher' | 'lower' | 'neither';
};

import type { MetricDimension } from '#contract/metrics/metric.ts';
import type { MirrorTable } from '../../cache/mirror-table.ts';
import type { SumRollup } from '../../cache/rollups/rollup.ts';

/** Rows that are added up when they are asked about: few of them, found by an index. */
export type RowSource = {
  readonly mirror: MirrorTable;
  /** An instant column; a row without it is not counted. */
  readonly time: string;
  /** SQL over one row, by the measure's name. */
  readonly measures: Readonly<Record<string, string>>;
  /** Columns that the measures look at. */
  readonly columns: readonly string[];
};

type ReadingBase = {
  /** The column of each dimension that it can tell apart. */
  readonly columns: Readonly<Partial<Record<MetricDimension, string>>>;
  /** Dimensions whose column has a channel, of which the owner is meant. */
  readonly throughChannel?: readonly MetricDimension[];
  /** Conditions that always hold, by column. */
  readonly always?: Readonly<Record<string, readonly string[]>>;
};

/** One way to answer questions about a fact: from sums, or from the rows of somebody. */
export type Reading = ReadingBase &
  (
    | {
        readonly kind: 'sums';
        readonly rollup: SumRollup;
        readonly mirror: MirrorTable;
        /** It only knows the large ones of this dimension: one of them has to be filtered by. */
        readonly ofLarge?: MetricDimension;
      }
    | {
        readonly kind: 'rows';
        readonly source: RowSource;
        /** One of these has to be filtered by, because there is an index; empty where the table is small. */
        readonly needs: readonly MetricDimension[];
        /** How it is known how many rows have to be looked through where none of those is filtered by. */
        readonly scan?: {
          readonly rollup: SumRollup;
          readonly mirror: MirrorTable;
          /** `range`: there is an index on the time. `all`: every row is looked at, whatever the range. */
          readonly of: 'range' | 'all';
        };
      }
  );

/** What is asked of a reading. */
export type Demand = {
  readonly measures: readonly string[];
  readonly dimensions: readonly MetricDimension[];
  readonly filtered: readonly MetricDimension[];
  readonly byDays: boolean;
  /** Dimensions that a large one is filtered by: see `LargeMembers`. */
  readonly large?: readonly MetricDimension[];
  /** Rows may be looked through for which there is no index on whom they belong to. */
  readonly mayScan?: boolean;
};

/** The first that can answer, in their order: the cheapest first. Null when none can. */
export function chooseReading(readings: readonly Reading[], demand: Demand): Reading | null {
  return readings.find((reading) => canAnswer(reading, demand)) ?? null;
}

/** Whether the rows of a whole range have to be looked through for that. */
export function isScan(reading: Reading, filtered: readonly MetricDimension[]): boolean {
  return reading.kind === 'rows' && reading.needs.length > 0 && !isNarrow(reading.needs, filtered);
}

const isNarrow = (needs: readonly MetricDimension[], filtered: readonly MetricDimension[]): boolean =>
  needs.length === 0 || needs.some((dimension) => filtered.includes(dimension));

function canAnswer(reading: Reading, demand: Demand): boolean {
  const { measures, dimensions, filtered, byDays, mayScan = false } = demand;
  if (![...dimensions, ...filtered].every((dimension) => dimension in reading.columns)) return false;
  if (reading.kind === 'rows') {
    return (
      measures.every((name) => name in reading.source.measures) &&
      (isNarrow(reading.needs, filtered) || (mayScan && reading.scan !== undefined))
    );
  }
  const { rollup, ofLarge } = reading;
  if (ofLarge !== undefined && demand.large?.includes(ofLarge) !== true) return false;
  const kept = new Set(['rows', ...rollup.measures.map(({ name }) => name)]);
  return measures.every((name) => kept.has(name)) && (!byDays || rollup.grains.includes('day'));
}

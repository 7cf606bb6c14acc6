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
  /** Conditions that always hold, by column. */
  readonly always?: Readonly<Record<string, readonly string[]>>;
};

/** One way to answer questions about a fact: from sums, or from the rows of somebody. */
export type Reading = ReadingBase &
  (
    | { readonly kind: 'sums'; readonly rollup: SumRollup; readonly mirror: MirrorTable }
    | {
        readonly kind: 'rows';
        readonly source: RowSource;
        /** One of these has to be filtered by, because there is an index; empty where the table is small. */
        readonly needs: readonly MetricDimension[];
      }
  );

/** What is asked of a reading. */
export type Demand = {
  readonly measures: readonly string[];
  readonly dimensions: readonly MetricDimension[];
  readonly filtered: readonly MetricDimension[];
  readonly byDays: boolean;
};

/** The first that can answer, in their order: the cheapest first. Null when none can. */
export function chooseReading(readings: readonly Reading[], demand: Demand): Reading | null {
  return readings.find((reading) => canAnswer(reading, demand)) ?? null;
}

function canAnswer(reading: Reading, { measures, dimensions, filtered, byDays }: Demand): boolean {
  if (![...dimensions, ...filtered].every((dimension) => dimension in reading.columns)) return false;
  if (reading.kind === 'rows') {
    return (
      measures.every((name) => name in reading.source.measures) &&
      (reading.needs.length === 0 || reading.needs.some((dimension) => filtered.includes(dimension)))
    );
  }
  const { rollup } = reading;
  const kept = new Set(['rows', ...rollup.measures.map(({ name }) => name)]);
  return measures.every((name) => kept.has(name)) && (!byDays || rollup.grains.includes('day'));
}

import type { MirrorTable } from '../mirror-table.ts';
import type {
  CohortRollup,
  LargeMembers,
  Rollup,
  RollupDimension,
  RollupGrain,
  SumRollup,
} from './rollup.ts';

/** A rollup's table for one grain. */
export function rollupTable(rollup: { readonly name: string }, grain: RollupGrain): string {
  return `${rollup.name}_${grain}`;
}

/**
 * One row for each member. Of a cohort: which, and as JSON in which period they have how many rows; the numbers follow from it. Of a
 * rollup of large ones: who they are.
 */
export function memberTable(rollup: { readonly name: string }): string {
  return `${rollup.name}_members`;
}

/** How many members of a known cohort took which step in a month: `memberSteps`. */
export function stepTable(rollup: { readonly name: string }): string {
  return `${rollup.name}_steps`;
}

export function dimensionName(dimension: RollupDimension): string {
  return 'column' in dimension ? dimension.column : dimension.fromTime;
}

/** Whether a grain's table has what belongs to one time side by side. */
export function liesByTime({ clustered, daysClustered }: SumRollup, grain: RollupGrain): boolean {
  return clustered === 'time' || (grain === 'day' && daysClustered === 'time');
}

/** Columns of the primary key of a grain's table, in its order. */
export function keyColumns(rollup: SumRollup, grain: RollupGrain): string[] {
  const dimensions = rollup.dimensions.map(dimensionName);
  return liesByTime(rollup, grain) ? ['period', ...dimensions] : [...dimensions, 'period'];
}

/** How a dimension is kept: whole numbers or text. A row without a value counts under `absentKey`. */
export function dimensionType(dimension: RollupDimension, mirror: MirrorTable): 'integer' | 'text' {
  if (!('column' in dimension)) return 'integer';
  const kind = columnOf(mirror, dimension.column).kind;
  return kind === 'integer' || kind === 'boolean' || kind === 'instant' ? 'integer' : 'text';
}

/** Keys cannot be null. No ID is negative, no code is empty. */
export const absentKey = { integer: -1, text: '' } as const;

/**
 * The statements that create the tables of the rollups, empty.
 *
 * @throws Error for a declaration that cannot be kept: a mistake in the program.
 */
export function createRollupTables(rollups: readonly Rollup[], mirrors: readonly MirrorTable[]): string[] {
  return rollups.flatMap((rollup) => {
    const source = mirrorOf(mirrors, rollup.source);
    return rollup.kind === 'sum' ? sumTables(rollup, source) : cohortTables(rollup);
  });
}

function sumTables(rollup: SumRollup, source: MirrorTable): string[] {
  checkSumRollup(rollup);
  const dimensions = rollup.dimensions.map(
    (dimension) => `${dimensionName(dimension)} ${dimensionType(dimension, source)} not null`,
  );
  // STRICT: a sum beyond 64 bits is refused instead of becoming a float.
  const columns = [
    ...dimensions,
    'period integer not null',
    'rows integer not null',
    ...rollup.measures.map(({ name }) => `${name} integer not null default 0`),
  ];
  const tables = rollup.grains.map(
    (grain) =>
      `create table ${rollupTable(rollup, grain)} (${columns.join(', ')}, primary key (${keyColumns(rollup, grain).join(', ')})) strict, without rowid`,
  );
  const rankings = (rollup.rankings ?? []).map(({ grain, measure, within }) => {
    const table = rollupTable(rollup, grain);
    return `create index ${table}_by_${measure} on ${table} (${['period', ...within, measure].join(', ')})`;
  });
  const { ofLarge } = rollup;
  const members =
    ofLarge === undefined
      ? []
      : [
          `create table ${memberTable(rollup)} (member integer primary key) strict`,
          `create index if not exists ${ofLarge.countedBy}_from_${ofLarge.atLeast} on ${totalOf(ofLarge)} (rows) where rows >= ${ofLarge.atLeast}`,
        ];
  return [...tables, ...rankings, ...members];
}

/** Where it is counted who is large. */
export function totalOf({ countedBy }: LargeMembers): string {
  return rollupTable({ name: countedBy }, 'total');
}

function cohortTables(rollup: CohortRollup): string[] {
  return [
    `create table ${memberTable(rollup)} (member integer primary key, cohort integer, periods text not null) strict`,
    `create table ${rollup.name} (cohort integer not null, period integer not null, members integer not null, primary key (cohort, period)) strict, without rowid`,
    `create table ${stepTable(rollup)} (period integer not null, step text not null, members integer not null, primary key (period, step)) strict, without rowid`,
  ];
}

function checkSumRollup(rollup: SumRollup): void {
  const conditions = new Set(
    rollup.measures.flatMap(({ where }) => (where === undefined ? [] : [where.column])),
  );
  if (conditions.size > 1) throw new Error(`the measures of ${rollup.name} look at several columns`);
  if (rollup.grains.length === 0) throw new Error(`${rollup.name} has no grain`);
  const ofUtc = new Set<RollupGrain>(['hour', 'utc_day', 'total']);
  const hasUtc = rollup.grains.some((grain) => grain === 'hour' || grain === 'utc_day');
  if (hasUtc && rollup.grains.some((grain) => !ofUtc.has(grain))) {
    throw new Error(`${rollup.name}: local days do not follow from hours and days of UTC`);
  }
}

export function mirrorOf(mirrors: readonly MirrorTable[], name: string): MirrorTable {
  const mirror = mirrors.find((one) => one.name === name);
  if (mirror === undefined) throw new Error(`the table ${name} is not mirrored`);
  return mirror;
}

export function columnOf(mirror: MirrorTable, name: string): MirrorTable['columns'][number] {
  const column = mirror.columns.find((one) => one.name === name);
  if (column === undefined) throw new Error(`${mirror.name} has no mirrored column ${name}`);
  return column;
}

import type { SqlKind } from '#contract/sql-console.ts';
import { outsideColumns, outsideName } from '../cache/cache-ddl.ts';
import type { CacheDefinition } from '../cache/cache-definition.ts';
import type { MirrorColumn } from '../cache/mirror-table.ts';
import type { SumRollup } from '../cache/rollups/rollup.ts';
import { dimensionName, memberTable, rollupTable, stepTable } from '../cache/rollups/rollup-tables.ts';
import type { ReadableTables } from './sql-messages.ts';

/**
 * What a copy knows of the vault, and what belongs to single operators, is nobody's to ask. Sessions, keys and documents are not
 * part of a copy in the first place: see the mirrors.
 */
const neverRead = new Set(['vault_data_keys', 'vault_rotations', 'saved_views', 'view_defaults']);

/** The tables of a copy that may be asked, each with what its columns hold. What is not listed here cannot be read. */
export function readableTables({ tables, rollups }: CacheDefinition): ReadableTables {
  const found: Record<string, Record<string, SqlKind>> = {
    cache_facts: { name: 'text', value: 'text' },
    cache_tables: { name: 'text', rows: 'integer', last_change_at: 'instant', days: 'integer' },
  };
  for (const table of tables.filter(({ name }) => !neverRead.has(name))) {
    found[table.name] = kindsOf(table.columns);
    if (table.window !== undefined) {
      found[outsideName(table)] = kindsOf(
        outsideColumns(
          table,
          table.columns.map(({ name }) => name),
        ),
      );
    }
  }
  for (const rollup of rollups) {
    if (rollup.kind === 'sum') {
      for (const grain of rollup.grains) found[rollupTable(rollup, grain)] = kindsOfSums(rollup);
      if (rollup.ofLarge !== undefined) found[memberTable(rollup)] = { member: 'integer' };
    } else {
      found[rollup.name] = { cohort: 'integer', period: 'integer', members: 'integer' };
      found[memberTable(rollup)] = { member: 'integer', cohort: 'integer', periods: 'text' };
      found[stepTable(rollup)] = { period: 'integer', step: 'text', members: 'integer' };
    }
  }
  return found;
}

function kindsOf(columns: readonly MirrorColumn[]): Record<string, SqlKind> {
  return Object.fromEntries(columns.map((column) => [column.name, kindOf(column)]));
}

function kindOf({ name, kind }: MirrorColumn): SqlKind {
  switch (kind) {
    case 'instant':
      return 'instant';
    case 'boolean':
      return 'flag';
    case 'integer':
      return name.endsWith('_micros') ? 'micros' : 'integer';
    case 'real':
      return 'real';
    case 'text':
    case 'uuid':
    case 'as-text':
    case 'as-json':
      return 'text';
  }
}

function kindsOfSums({ dimensions, measures }: SumRollup): Record<string, SqlKind> {
  return Object.fromEntries([
    ...dimensions.map((dimension) => [dimensionName(dimension), 'unknown'] as const),
    ['period', 'integer'] as const,
    ['rows', 'integer'] as const,
    ...measures.map(
      ({ name, column }) => [name, column?.endsWith('_micros') === true ? 'micros' : 'integer'] as const,
    ),
  ]);
}

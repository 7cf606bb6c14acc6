import type pg from 'pg';
import { OpsdeckError } from '#contract/errors.ts';
import type { Logger } from '../logging/logger.ts';
import { backendError } from './backend-error.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { defaultMigrationsFolder, type Migration, readMigrations } from './migration-files.ts';
import { withClient } from './probe.ts';

/** Any number will do, as long as nothing else in the database locks the same: "opsdeck" in ASCII. */
const migrationLock = '31371171055166315';

const patienceWithAnother = '10min';

type Applied = { readonly idx: number; readonly tag: string; readonly sha256: string };

/**
 * Brings the database up to date: every migration it lacks, all of them in one transaction and under a lock, so that
 * of several consoles starting at once one migrates and the others wait for it.
 *
 * @returns the tag of the newest migration.
 * @throws OpsdeckError BACKEND_NEWER_THAN_PROGRAM (nothing was touched), MIGRATION_FAILED (everything was undone),
 *   or a connection's failure.
 */
export async function migrate(
  settings: ConnectionSettings,
  logger: Logger,
  folder: string = defaultMigrationsFolder(),
): Promise<string> {
  const migrations = await readMigrations(folder);
  try {
    return await withClient(settings, (client) => migrateOver(client, migrations, logger));
  } catch (error) {
    throw backendError(error, settings.target) ?? error;
  }
}

async function migrateOver(
  client: pg.Client,
  migrations: readonly Migration[],
  logger: Logger,
): Promise<string> {
  await client.query('begin');
  try {
    await takeLock(client);
    const applied = await readApplied(client);
    refuseUnknown(applied, migrations);
    const pending = migrations.slice(applied.length);
    if (pending.length > 0) await applyAll(client, pending, logger);
    await client.query('commit');
    return migrations.at(-1)?.tag ?? 'none';
  } catch (error) {
    // When the connection is gone, so is the transaction.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** The lock ends with the transaction, so nothing can leave it behind. */
async function takeLock(client: pg.Client): Promise<void> {
  await client.query(`set local statement_timeout = 0; set local lock_timeout = '${patienceWithAnother}'`);
  try {
    await client.query('select pg_advisory_xact_lock($1::bigint)', [migrationLock]);
  } catch (error) {
    throw (
      backendError(error) ?? failed('(waiting)', 'another console has been migrating for 10 minutes', error)
    );
  }
}

async function readApplied(client: pg.Client): Promise<readonly Applied[]> {
  const { rows } = await client.query<{ exists: boolean }>(
    `select to_regclass('opsdeck_migrations') is not null as exists`,
  );
  if (rows[0]?.exists !== true) return [];
  return (await client.query<Applied>('select idx, tag, sha256 from opsdeck_migrations order by idx')).rows;
}

/** What was applied must be a beginning of what this program knows, to the letter. */
function refuseUnknown(applied: readonly Applied[], migrations: readonly Migration[]): void {
  const newest = applied.at(-1);
  if (newest !== undefined && applied.length > migrations.length) {
    throw new OpsdeckError('BACKEND_NEWER_THAN_PROGRAM', {
      found: newest.tag,
      known: migrations.at(-1)?.tag ?? 'none',
    });
  }
  for (const [position, row] of applied.entries()) {
    const known = migrations[position];
    if (known?.index !== row.idx || known.tag !== row.tag) {
      throw failed(row.tag, `this program has ${known?.tag ?? 'nothing'} in its place`);
    }
    if (known.sha256 !== row.sha256) {
      throw failed(row.tag, 'its file was changed after it had been applied to this database');
    }
  }
}

async function applyAll(client: pg.Client, pending: readonly Migration[], logger: Logger): Promise<void> {
  await client.query(`
    create table if not exists opsdeck_migrations (
      idx integer primary key,
      tag text not null,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`);
  for (const { index, tag, sha256, statements } of pending) {
    logger.info({ migration: tag }, 'migrating the database');
    for (const statement of statements) {
      try {
        await client.query(statement);
      } catch (error) {
        throw (
          backendError(error) ?? failed(tag, error instanceof Error ? error.message : String(error), error)
        );
      }
    }
    await client.query('insert into opsdeck_migrations (idx, tag, sha256) values ($1, $2, $3)', [
      index,
      tag,
      sha256,
    ]);
  }
}

function failed(migration: string, problem: string, cause?: unknown): OpsdeckError {
  return new OpsdeckError('MIGRATION_FAILED', { migration, problem }, { cause });
}

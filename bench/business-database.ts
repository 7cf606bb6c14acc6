import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { type ClientConfig, Pool } from 'pg';
import { settingsFromParts } from '#core/backend/connection-settings.ts';
import { startEmbeddedServer } from '#core/backend/embedded/embedded-server.ts';
import { migrate } from '#core/backend/migrate.ts';
import { silentLogger } from '#core/logging/logger.ts';
import { openWorkspace } from '#core/workspaces/open-workspace.ts';
import { seedBusiness } from '#sandbox/business/seed-business.ts';
import type { BusinessTable } from '#sandbox/business/copy/business-tables.ts';
import type { BusinessSize, Scale } from '#sandbox/business/sizes.ts';

/** A Postgres of a benchmark's own, as a console has it, with an invented business in it. */
export type BusinessDatabase = {
  readonly config: ClientConfig;
  readonly pool: Pool;
  readonly workspaceId: string;
  /** A new folder that goes with the database. */
  folder(name: string): string;
  close(): Promise<void>;
};

/** The instant that the business ends at: the same rows in every run. */
export const businessEndsAt = Date.UTC(2026, 10, 1);

export async function openBusinessDatabase(
  size: BusinessSize | Scale,
  options: { readonly orders?: number; readonly tables?: readonly BusinessTable[] } = {},
): Promise<BusinessDatabase> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-bench-'));
  chmodSync(dataDir, 0o711);
  const server = await startEmbeddedServer(dataDir, silentLogger());
  const config = server.connection();
  await migrate(
    settingsFromParts(() => config),
    silentLogger(),
  );
  const pool = new Pool({ ...config, max: 4 });
  const { workspace } = await openWorkspace(drizzle({ client: pool }));
  await pool.query(`update workspaces set time_zone = 'Europe/Berlin'`);
  await seedBusiness({
    pool,
    workspaceId: workspace.id,
    size,
    until: businessEndsAt,
    tables: options.tables ?? ['orders'],
  });
  if (options.orders !== undefined) await pool.query('delete from orders where id > $1', [options.orders]);
  // Nothing of the loading shall still be going on while something is measured.
  await pool.query('vacuum (analyze) orders');
  await pool.query('alter system set autovacuum = off');
  await pool.query('select pg_reload_conf()');
  await pool.query('checkpoint');
  return {
    config: { ...config },
    pool,
    workspaceId: workspace.id,
    folder: (name) => path.join(dataDir, name),
    close: async () => {
      await pool.end();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

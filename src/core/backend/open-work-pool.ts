import { Pool } from 'pg';
import type { ConnectionSettings } from './connection-settings.ts';

/**
 * Connections for work that keeps the database busy for half an hour, as a load does. Not those of the console's pool, which
 * are cut as soon as the database is slow to answer, and on which a statement has a minute. The caller ends it.
 */
export function openWorkPool(settings: ConnectionSettings): Pool {
  const pool = new Pool({ ...settings.clientConfig(), max: 3 });
  // One that breaks while it is idle: whoever needs it next is told.
  pool.on('error', () => undefined);
  return pool;
}

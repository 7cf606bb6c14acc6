import { Pool, type PoolConfig } from 'pg';

/**
 * A pool whose connections may be cut at any time, as dropping a database does with those that are idle and those that have just been
 * ended: only their own queries hear of it. Without a listener the process would end.
 */
export function openTestPool(config: PoolConfig): Pool {
  const pool = new Pool(config);
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return pool;
}

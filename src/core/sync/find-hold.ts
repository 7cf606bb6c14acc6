import type { SyncHold } from '#contract/sync.ts';
import type { Queryer } from './queryer.ts';

/** Shorter transactions are nothing to speak of. */
const worthMentioningSeconds = 5;

/**
 * The oldest transaction of this database that has written and not ended. What it wrote is in nobody’s cache yet, and every
 * window reads again what was written beside it.
 */
export async function findHold(client: Queryer): Promise<SyncHold | null> {
  const { rows } = await client.query<{ name: string; pid: number; age: number }>(
    `select coalesce(nullif(application_name, ''), 'a program without a name') as name, pid,
        extract(epoch from clock_timestamp() - xact_start)::float8 as age
      from pg_stat_activity
      where backend_xid is not null and datname = current_database() and pid <> pg_backend_pid()
        and clock_timestamp() - xact_start > interval '${worthMentioningSeconds} s'
      order by xact_start limit 1`,
  );
  const [row] = rows;
  return row === undefined ? null : { applicationName: row.name, pid: row.pid, ageSeconds: row.age };
}

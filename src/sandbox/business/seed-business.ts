import { setImmediate as turn } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { Emit } from './books.ts';
import { clearBusiness } from './clear-business.ts';
import { type BusinessTable, businessTableNames, withWhatTheyNeed } from './copy/business-tables.ts';
import { isWorthPausing, pauseIndexes } from './copy/index-pause.ts';
import { type Loader, openLoader } from './copy/open-loader.ts';
import type { CustomerEnd } from './customer-end.ts';
import { InventedBusiness } from './invent.ts';
import { setting } from './setting.ts';
import { type BusinessSize, type Scale, scales } from './sizes.ts';
import { TinyBusiness } from './tiny.ts';

export type SeedBusinessOptions = {
  readonly pool: Pool;
  readonly workspaceId: string;
  /** One of the named sizes, or numbers of one's own. */
  readonly size: BusinessSize | Scale;
  /** The same seed and `until` make the same rows. 1 unless given. */
  readonly seed?: number;
  /** Milliseconds; where the three years end. Now unless given. */
  readonly until?: number;
  /** Only these and what their rows refer to. */
  readonly tables?: readonly BusinessTable[];
  /** Removes the marketplace that is there. */
  readonly replace?: boolean;
  /** In one transaction, as millions of orders are in any case. */
  readonly atOnce?: boolean;
  /** Hears now and then how many orders there are. */
  readonly onProgress?: (orders: number) => void;
  readonly signal?: AbortSignal;
};

export type SeededBusiness = {
  readonly rows: Readonly<Partial<Record<BusinessTable, number>>>;
  readonly totalRows: number;
  readonly ms: number;
};

/** A power failure may take the last moments of it, which is begun again then anyway. */
const session = `set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set synchronous_commit = off;
  set application_name = 'opsdeck-seed'; set time zone 'UTC'; set work_mem = '64MB'; set maintenance_work_mem = '256MB'`;

/** One at a time in a database. Any number, as long as nobody else uses it. */
const seedLock = 7_420_003;
/** The event loop gets its turn so often: the console that this may run in answers meanwhile. */
const turnEveryMs = 4;
const keysKeptDays = 30;

/**
 * Fills the marketplace of a workspace with an invented business by COPY. What is committed at any time is a business up to
 * some instant; stopped half-way, it needs `replace` to begin again. One of millions of orders, into empty tables, is one transaction, in which
 * indexes are built at the end: nobody can read the marketplace meanwhile, and stopped half-way it leaves nothing.
 *
 * As a superuser it loads past the foreign keys and triggers, which its rows satisfy, and brings up to date what those would
 * have; as another user it loads through them, more slowly, with the same result.
 *
 * @throws BusinessNotEmpty when there is a marketplace and `replace` is not set; nothing was changed then.
 */
export async function seedBusiness(options: SeedBusinessOptions): Promise<SeededBusiness> {
  const startedAt = performance.now();
  const { pool, workspaceId, size, seed = 1, until = Date.now(), replace = false } = options;
  const tables = withWhatTheyNeed(options.tables ?? businessTableNames);
  const opened: PoolClient[] = [];
  const connect = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    opened.push(client);
    // A connection that breaks says so twice: to the query under way, which fails, and here, where it would end the process.
    client.on('error', () => undefined);
    await client.query(session);
    return client;
  };
  try {
    const client = await connect();
    await client.query('select pg_advisory_lock($1)', [seedLock]);
    await clearBusiness(client, workspaceId, replace);
    const scale = typeof size === 'object' ? size : size === 'tiny' ? null : scales[size];
    await createPartitions(client, scale?.orders ?? 0, until);
    const past = await loadPastTriggers(client);
    // All at once, or batch by batch beside whoever uses the database.
    const whole = past && (await isWorthPausing(client, scale?.orders ?? 0, options.atOnce === true));
    const second = past && !whole ? await connect() : null;
    if (second !== null) await loadPastTriggers(second);
    const clients = second === null ? ([client] as const) : ([client, second] as const);
    if (whole) await client.query('begin');
    const buildIndexes = whole ? await pauseIndexes(client) : null;
    const loader = openLoader({ clients, workspaceId, tables, inTransaction: whole, signal: options.signal });
    const ends = await tell(scale, `opsdeck ${seed}`, until, loader, options.onProgress);
    if (past) await client.query('set session_replication_role = origin');
    if (!whole) await client.query('begin');
    await buildIndexes?.();
    await finish(client, workspaceId, ends, past, until);
    await client.query('commit');
    for (const table of businessTableNames) await client.query(`analyze ${table}`);
    const rows = loader.rows();
    const totalRows = Object.values(rows).reduce((left, right) => left + right, 0);
    return { rows, totalRows, ms: performance.now() - startedAt };
  } finally {
    // Ended rather than given back: their settings are nobody else's.
    for (const client of opened) client.release(true);
  }
}

async function createPartitions(client: PoolClient, orders: number, until: number): Promise<void> {
  const highest = {
    orders,
    order_events: orders * 5,
    ledger_transfers: orders * 4,
    channel_metrics: new Date(until).getUTCFullYear(),
  };
  await client.query('select opsdeck_create_partitions($1)', [JSON.stringify(highest)]);
}

/** True when this session may: only a superuser's, or one that was granted it. */
async function loadPastTriggers(client: PoolClient): Promise<boolean> {
  try {
    await client.query('set session_replication_role = replica');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42501') return false;
    throw error;
  }
}

/** Tells the whole story, the tiny one without a scale. */
async function tell(
  scale: Scale | null,
  seed: string,
  until: number,
  loader: Loader,
  onProgress: SeedBusinessOptions['onProgress'],
): Promise<readonly CustomerEnd[]> {
  const emit: Emit = (table, row) => loader.emit(table, row);
  const business =
    scale === null ? new TinyBusiness(until, emit) : new InventedBusiness(scale, until, seed, emit);
  let turnAt = performance.now();
  for (const part of [setting(business, seed, emit), business.story()]) {
    for (const _ of part) {
      await loader.next();
      if (performance.now() - turnAt < turnEveryMs) continue;
      onProgress?.(business.counts.orders);
      await turn();
      turnAt = performance.now();
    }
  }
  await loader.finish();
  onProgress?.(business.counts.orders);
  return business.customersAtTheEnd();
}

/** What could only be known at the end, and what the load went past. */
async function finish(
  client: PoolClient,
  workspaceId: string,
  ends: readonly CustomerEnd[],
  past: boolean,
  until: number,
): Promise<void> {
  await client.query(
    `update customers set last_active_at = to_timestamp(ends.active / 1000.0), risk_score = ends.risk, state = ends.state,
       risk_due_at = 'epoch'
     from (
       select row_number() over () as id, active, risk, state
       from unnest($2::float8[], $3::int2[], $4::text[]) as u (active, risk, state)
     ) as ends
     where customers.workspace_id = $1 and customers.id = ends.id`,
    [
      workspaceId,
      ends.map((end) => end.lastActiveAt),
      ends.map((end) => end.riskScore),
      ends.map((end) => end.state),
    ],
  );
  await tellOfCustomers(client, workspaceId, until);
  // By the story's clock, as everything else: the rules look at an open dispute from when it was opened.
  await client.query('update disputes set look_at = opened_at where workspace_id = $1', [workspaceId]);
  if (past) {
    await client.query('select opsdeck_ledger_recount($1)', [workspaceId]);
    await client.query(
      `insert into ledger_keys (workspace_id, key, transfer_id, created_at)
       select workspace_id, idempotency_key, id, created_at from ledger_transfers
       where workspace_id = $1 and created_at > $2`,
      [workspaceId, new Date(until - keysKeptDays * 86_400_000)],
    );
    await client.query(
      `insert into ledger_settlements (workspace_id, pending_id, transfer_id)
       select workspace_id, pending_id, id from ledger_transfers where workspace_id = $1 and pending_id is not null`,
      [workspaceId],
    );
  }
  for (const [table, sequence] of sequences)
    await client.query(
      `select setval('${sequence}', greatest((select last_value from ${sequence}), (select max(id) from ${table} where workspace_id = $1)))`,
      [workspaceId],
    );
}

/** The timeline of customers: when they came, were verified, and where the risk rules left them. */
async function tellOfCustomers(client: PoolClient, workspaceId: string, until: number): Promise<void> {
  await client.query(
    `insert into customer_events (workspace_id, customer_id, at, customer_version, kind, from_state, to_state, actor_kind, actor, details)
     select c.workspace_id, c.id, told.at, row_number() over (partition by c.id order by told.at, told.place), told.kind,
       case when told.place = 3 then 'active' end, case when told.place = 3 then c.state end,
       case when told.place = 1 then 'customer' else 'system' end,
       case told.place when 1 then c.name when 2 then 'Verification' else 'Risk rules' end,
       case when told.place = 3 then jsonb_build_object('was', 0, 'score', c.risk_score) end
     from customers c
     cross join lateral (values (1, c.created_at, 'signed_up'), (2, c.verified_at, 'verified'), (3, $2::timestamptz, c.state)) as told (place, at, kind)
     where c.workspace_id = $1 and told.at is not null and told.kind <> 'active'`,
    [workspaceId, new Date(until)],
  );
  await client.query(
    `update customers set version = told.version from (
       select customer_id, max(customer_version) as version from customer_events where workspace_id = $1 group by 1
     ) as told where customers.workspace_id = $1 and customers.id = told.customer_id`,
    [workspaceId],
  );
}

/** Those of partitioned tables have their own names. */
const sequences: readonly (readonly [table: BusinessTable, sequence: string])[] = businessTableNames
  .filter((table) => table !== 'channel_metrics')
  .map((table) => [
    table,
    table === 'orders' || table === 'order_events' || table === 'ledger_transfers'
      ? `${table}_id`
      : `${table}_id_seq`,
  ]);

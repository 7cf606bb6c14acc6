import { setTimeout as sleep } from 'node:timers/promises';
import type { CacheDefinition } from '#core/cache/cache-definition.ts';
import { customersMirror } from '#core/marketplace/customers/mirror.ts';
import { ordersMirror } from '#core/marketplace/orders/mirror.ts';
import { orderRollups } from '#core/marketplace/orders/rollups.ts';
import { type BusinessDatabase, openBusinessDatabase } from '../business-database.ts';
import type { BenchOptions, Figure } from '../run.ts';
import { quantile, rounded } from '../statistics.ts';
import { BenchConsoleProcess } from '../sync/console.ts';
import { measureFloor } from '../sync/floor.ts';

type Report = (figure: Figure) => void;
type Floor = { readonly copyMs: number; readonly insertMs: number };

const changedOrders = 100_000;
const singleChanges = 1_000;
const changesPerSecond = 50;
const idleMs = 30_000;

/** From Postgres into the cache: all of it, many changes at once, single ones, and nothing at all. */
export async function run({ rows }: BenchOptions, report: Report): Promise<void> {
  if (rows === null || rows <= 1_000_000) await measureSize('1m', rows ?? 1_000_000, true, report);
  if (rows === null || rows > 1_000_000) await measureSize('10m', rows ?? 10_000_000, false, report);
}

async function measureSize(
  size: '1m' | '10m',
  rows: number,
  isWhole: boolean,
  report: Report,
): Promise<void> {
  const database = await openBusinessDatabase(size, { orders: rows });
  try {
    const bare: CacheDefinition = {
      workspaceId: database.workspaceId,
      tables: [{ ...ordersMirror, indexes: [] }],
      rollups: [],
    };
    const full: CacheDefinition = {
      workspaceId: database.workspaceId,
      tables: [customersMirror, ordersMirror],
      rollups: [...orderRollups],
    };
    const floor = await measureFloor(database, ordersMirror);
    const name = (bench: string): string => (isWhole ? bench : `${bench}.${size}`);
    await reportInitial(name('sync.initial'), database, bare, floor, report);
    const console = await reportInitial(name('sync.initial_full'), database, full, floor, report, true);
    await reportChanges(name('sync.changes'), database, console, report);
    if (isWhole) {
      await reportLag(database, console, report);
      await reportIdle(database, console, report);
    }
    await console.close();
  } finally {
    await database.close();
  }
}

async function reportInitial(
  bench: string,
  database: BusinessDatabase,
  definition: CacheDefinition,
  floor: Floor,
  report: Report,
  keep = false,
): Promise<BenchConsoleProcess> {
  const { config } = database;
  const console = new BenchConsoleProcess({ folder: database.folder(bench), definition, config });
  const { ms, rssMb, rows } = await console.next('current');
  report({
    bench,
    ratio: rounded(ms / (floor.copyMs + floor.insertMs)),
    ms: rounded(ms),
    floor_copy_ms: rounded(floor.copyMs),
    floor_insert_ms: rounded(floor.insertMs),
    rows,
    rss_mb: rounded(rssMb),
  });
  if (!keep) await console.close();
  return console;
}

/** Orders spread evenly over the last two years, changed by one statement; until a query of the cache sees the last of them. */
async function reportChanges(
  bench: string,
  { pool }: BusinessDatabase,
  console: BenchConsoleProcess,
  report: Report,
): Promise<void> {
  const marker = 1_000_000;
  const { rows: orders } = await pool.query<{ id: number }>(
    `select id::float8 as id from (
       select id, row_number() over (order by id) as place, count(*) over () as total from orders
       where created_at > (select max(created_at) from orders) - interval '2 years'
     ) as recent where place % greatest(total / ${changedOrders}, 1) = 0 limit ${changedOrders}`,
  );
  const ids = orders.map(({ id }) => id);
  console.ask({ kind: 'watch', orderId: ids.at(-1) ?? 1 });
  const seen = seenMarker(console, marker);
  await pool.query('begin');
  await pool.query(
    `update orders set views = ${marker}, version = version + 1 where id = any ($1::bigint[])`,
    [ids],
  );
  const committedAt = Date.now();
  await pool.query('commit');
  const { at } = await seen;
  report({ bench, ms: at - committedAt, changed: ids.length });
}

/** Fifty commits a second, from the moment that the commit returned to the moment that a query of the cache sees it. */
async function reportLag(
  { pool, workspaceId }: BusinessDatabase,
  console: BenchConsoleProcess,
  report: Report,
): Promise<void> {
  const { rows } = await pool.query<{ id: number }>('select max(id)::float8 as id from orders');
  const orderId = rows[0]?.id ?? 1;
  console.ask({ kind: 'watch', orderId });
  const committed = new Map<number, number>();
  const lags: number[] = [];
  const stop = console.onReport((told) => {
    if (told.kind !== 'seen') return;
    const at = committed.get(told.marker);
    if (at !== undefined) lags.push(told.at - at);
  });
  const first = 2_000_000;
  for (let change = 0; change < singleChanges; change += 1) {
    const next = sleep(1_000 / changesPerSecond);
    committed.set(first + change, performance.timeOrigin + performance.now());
    await pool.query('update orders set views = $1 where workspace_id = $2 and id = $3', [
      first + change,
      workspaceId,
      orderId,
    ]);
    committed.set(first + change, performance.timeOrigin + performance.now());
    await next;
  }
  await sleep(500);
  stop();
  report({
    bench: 'sync.lag',
    p50_ms: rounded(quantile(lags, 0.5)),
    p95_ms: rounded(quantile(lags, 0.95)),
    changes: singleChanges,
    seen: lags.length,
  });
}

async function reportIdle(
  { pool }: BusinessDatabase,
  console: BenchConsoleProcess,
  report: Report,
): Promise<void> {
  const queries = async (): Promise<number> => {
    const { rows } = await pool.query<{ n: number }>(
      `select xact_commit::float8 as n from pg_stat_database where datname = current_database()`,
    );
    return rows[0]?.n ?? 0;
  };
  await sleep(2_000);
  console.ask({ kind: 'usage' });
  const before = await console.next('usage');
  const queriesBefore = await queries();
  await sleep(idleMs);
  console.ask({ kind: 'usage' });
  const after = await console.next('usage');
  report({
    bench: 'sync.idle',
    cpu_percent: rounded(((after.cpuMs - before.cpuMs) / idleMs) * 100),
    transactions_per_minute: rounded((((await queries()) - queriesBefore) * 60_000) / idleMs),
    rss_mb: rounded(after.rssMb),
  });
}

function seenMarker(console: BenchConsoleProcess, marker: number): Promise<{ readonly at: number }> {
  return new Promise((resolve) => {
    const stop = console.onReport((told) => {
      if (told.kind !== 'seen' || told.marker !== marker) return;
      stop();
      resolve(told);
    });
  });
}

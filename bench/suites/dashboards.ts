import { dashboardNames, dashboards } from '#contract/metrics/dashboards/dashboards.ts';
import { isoDate } from '#core/cache/rollups/civil-date.ts';
import { type Scale, scales } from '#sandbox/business/sizes.ts';
import { businessEndsAt } from '../business-database.ts';
import { askCore } from '../dashboards/ask-core.ts';
import { callSql } from '../dashboards/call-sql.ts';
import { checkTotals } from '../dashboards/check-totals.ts';
import { duckDb, postgres } from '../dashboards/dialect.ts';
import { openStores, type Stores } from '../dashboards/open-stores.ts';
import { type OpenDashboard, pageCalls } from '../dashboards/page-calls.ts';
import type { BenchOptions, Figure } from '../run.ts';
import { quantile, rounded } from '../statistics.ts';

const dayMs = 86_400_000;
const today = Math.floor(businessEndsAt / dayMs);
const warmUps = 2;
/** Postgres takes half a minute for a dashboard of ten million orders: such a one is asked once, after it was warmed up. */
const peerRounds = 3;
const peerMs = 30_000;

/** As a dashboard opens, and a whole year of it. */
const views = [
  { name: 'month', days: 30, granularity: 'day' },
  { name: 'year', days: 365, granularity: 'week' },
] as const;

/**
 * Every dashboard complete: all that its page asks, at once, beside the same asked of Postgres directly and of DuckDB, in turns. The
 * subjects are an editor, an advertiser and a channel of which one in ten has more orders, and the busiest of each.
 */
export async function run(options: BenchOptions, report: (figure: Figure) => void): Promise<void> {
  const { rows } = options;
  const sizes = (['1m', '10m'] as const).filter(
    (size) => rows === null || size === (rows > 1_000_000 ? '10m' : '1m'),
  );
  for (const size of sizes) {
    const scale: Scale = { ...scales[size], orders: rows ?? scales[size].orders };
    const stores = await openStores(scale);
    try {
      for (const open of await openDashboards(stores)) {
        const figure = await measure(stores, open, options.rounds * 4);
        report({ bench: `dashboards.${open.name}.${size}`, ...figure, rows: scale.orders });
      }
    } finally {
      await stores.close();
    }
  }
}

type Subject = { readonly suffix: string; readonly id: number | null };
const nobody: Subject = { suffix: '', id: null };

type Named = OpenDashboard & { readonly name: string };

async function openDashboards(stores: Stores): Promise<Named[]> {
  const pick = async (column: string): Promise<Subject[]> => {
    const [rows = []] = await stores.postgres([
      `select ${column} from orders group by 1 order by count(*) desc, 1`,
    ]);
    const at = (place: number): number => Number(rows[place]?.[0]);
    return [
      { suffix: '', id: at(Math.floor(rows.length / 10)) },
      { suffix: '_busiest', id: at(0) },
    ];
  };
  const subjects = {
    editor: await pick('editor_id'),
    advertiser: await pick('advertiser_id'),
    channel: await pick('channel_id'),
    business: [nobody],
    category: [nobody],
  };
  const all = dashboardNames.flatMap((name) =>
    subjects[dashboards[name].subject].flatMap((subject) => views.map((view) => ({ name, subject, view }))),
  );
  return all.map(({ name, subject: { suffix, id }, view }): Named => {
    const dashboard = dashboards[name];
    return {
      name: `${name}_${view.name}${suffix}`,
      dashboard,
      now: businessEndsAt,
      state: {
        range: { from: isoDate(today - view.days), to: isoDate(today - 1) },
        compare: 'previous',
        granularity: view.granularity,
        currency: 'USD',
        categories: [],
        subject: id,
      },
    };
  });
}

async function measure(stores: Stores, open: OpenDashboard, rounds: number) {
  const calls = pageCalls(open);
  const sql = (dialect: typeof postgres) => calls.flatMap((call) => callSql(call, open, dialect));
  const ofPostgres = sql(postgres);
  const ofDuckDb = sql(duckDb);
  const ask = () => Promise.all(calls.map((call) => askCore(stores.cache, call, open.now)));
  await checkTotals(stores, open, calls);
  const times = { core: [] as number[], postgres: [] as number[], duckDb: [] as number[] };
  let peerTime = 0;
  for (let round = -warmUps; round < rounds; round += 1) {
    const core = await timed(ask);
    if (round >= 0) times.core.push(core);
    if (round < -1 || round >= peerRounds || (round > 0 && peerTime > peerMs)) continue;
    const ms = {
      postgres: await timed(() => stores.postgres(ofPostgres)),
      duckDb: await timed(() => stores.duckDb(ofDuckDb)),
    };
    peerTime += ms.postgres + ms.duckDb;
    if (round < 0) continue;
    times.postgres.push(ms.postgres);
    times.duckDb.push(ms.duckDb);
  }
  return {
    p50_ms: middle(times.core),
    p95_ms: rounded(quantile(times.core, 0.95)),
    postgres_p50_ms: middle(times.postgres),
    duckdb_p50_ms: middle(times.duckDb),
    ratio_postgres: rounded(quantile(times.core, 0.5) / quantile(times.postgres, 0.5)),
    ratio: rounded(quantile(times.core, 0.5) / quantile(times.duckDb, 0.5)),
    questions: calls.length,
  };
}

function middle(values: readonly number[]): number {
  return rounded(quantile(values, 0.5));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

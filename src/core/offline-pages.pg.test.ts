import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TRPCError } from '@trpc/server';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { contract } from '#contract/contract.ts';
import { usualDisputeRules } from '#contract/marketplace/dispute-rules.ts';
import { metricNames } from '#contract/metrics/metrics.ts';
import { isAffected } from '#contract/tables-read.ts';
import { type LoopbackProxy, startLoopbackProxy } from '../../tests/setup/loopback-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/setup/test-database.ts';
import { inventSession } from './accounts/testing/test-pool.ts';
import { CacheFiles } from './cache/cache-files.ts';
import type { ReadStatement } from './cache/reader-messages.ts';
import { mirrorsRead } from './cache/testing/mirrors-read.ts';
import { recordReads } from './cache/testing/record-reads.ts';
import { wholeScans } from './cache/testing/whole-scans.ts';
import type { Config } from './config/config.ts';
import { type Core, startCore } from './core.ts';
import { localCopy } from './local-copy.ts';
import { createCaller } from './rpc/trpc.ts';
import { wireErrorOf } from './rpc/wire-error.ts';
import { usualVaultConfig } from './vault/sources/choose-key-source.ts';

let testDatabase: TestDatabase;
let proxy: LoopbackProxy;
let config: Config;
let core: Core;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const url = new URL(testDatabase.url);
  proxy = await startLoopbackProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  config = {
    databaseUrl: url.href,
    readDatabaseUrl: null,
    dataDir: mkdtempSync(path.join(tmpdir(), 'opsdeck-core-')),
    host: '127.0.0.1',
    port: 0,
    logLevel: 'debug',
    vault: usualVaultConfig,
    telegram: { kind: 'not-configured' },
  };
  core = await startCore(config, { kind: 'host', demo: false });
});
afterAll(async () => {
  await core.close();
  await proxy.close();
  await testDatabase.drop();
});

type Procedures = Record<string, Record<string, (input?: unknown) => Promise<unknown>>>;

function call(procedure: string, input?: unknown): Promise<unknown> {
  const [domain = '', name = ''] = procedure.split('.');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- called by name, with input of any shape
  const procedures = createCaller(core.router)({ caller: core.localOperator }) as unknown as Procedures;
  const called = procedures[domain]?.[name];
  if (called === undefined) throw new Error(`there is no ${procedure}`);
  return called(input);
}

/** What a page gets: the answer, or the code of the error. */
async function answerOf(procedure: string, input: unknown): Promise<unknown> {
  try {
    return await call(procedure, input);
  } catch (error) {
    if (error instanceof TRPCError) return { errorCode: wireErrorOf(error).code };
    throw error;
  }
}

const queries = Object.entries(contract).flatMap(([domain, procedures]) =>
  Object.entries(procedures).flatMap(([name, { kind }]) => (kind === 'query' ? [`${domain}.${name}`] : [])),
);

/** Marketplace: what its own tests ask, of rows that a test has to make first. Here there are no orders. */
const aboutOneRow: Record<string, unknown> = {
  'disputes.get': { id: 1 },
  'disputes.testRules': { id: 1, rules: usualDisputeRules },
  'placements.ofOrder': { orderId: 1 },
  'marketplace.order': { id: 1 },
  'marketplace.previewMove': { ids: [1], move: 'confirm' },
  'marketplace.statement': { customerId: 1, offset: 0, limit: 50 },
  'verification.request': { id: 1 },
};

/** Tables of millions of rows: no page may go through one of them from end to end. */
const growing = new Set([
  'orders',
  'order_events',
  'ledger_transfers',
  'payments',
  'placement_checks',
  'channel_metrics',
  'account_checks',
  'account_usage',
]);

/** Goes through them only where the device keeps a window of them, which is why there are few. */
const onlyOfWindow = new Set([
  'marketplace.orders goes through orders',
  'marketplace.keptOrders goes through orders',
]);

/** What is shown as it was when it was asked for, on purpose. */
const askedOnce = new Set(['channels.previewDecision', 'sqlConsole.schema']);

/**
 * Answers every question and compares what SQLite reads for it with what `tablesRead` says, which decides about what is asked
 * again when a table changes; and looks whether it goes through all rows of a table that has millions.
 */
async function readsOf(
  questions: readonly (readonly [string, unknown])[],
): Promise<{ undeclared: string[]; scanned: ReadonlySet<string> }> {
  const file = new CacheFiles(path.join(config.dataDir, 'cache')).current() ?? '';
  const definition = localCopy(core.workspace.id, {});
  const recorder = recordReads();
  const undeclared: string[] = [];
  const scanned = new Set<string>();
  const all = new Set<string>();
  for (const [query, input] of questions.filter(([name]) => !askedOnce.has(name))) {
    const asked = new Map<string, ReadStatement>();
    await recorder.during(asked, () => answerOf(query, input));
    for (const table of wholeScans(file, growing, asked.values()))
      scanned.add(`${query} goes through ${table}`);
    const [domain = '', name = ''] = query.split('.');
    for (const table of mirrorsRead(file, definition, asked.values())) {
      all.add(table);
      if (!isAffected(domain, name, new Set([table]))) undeclared.push(`${query} reads ${table}`);
    }
  }
  recorder.stop();
  // What hears nothing would find nothing.
  expect([...all]).toEqual(expect.arrayContaining(['accounts', 'orders', 'customers', 'ledger_accounts']));
  return { undeclared, scanned };
}

/** What says itself how it stands to the database. */
const tellsOfUpstream = new Set(['system.about']);

/** What the pages ask; a query that is missing here fails the test. */
function inputsOf(data: { account: number; removal: unknown; run: string }): Record<string, unknown> {
  const everyone = { kind: 'filter', filter: {} };
  const page = { offset: 0, limit: 50 };
  const range = { from: '2026-01-01', to: '2026-03-31' };
  const series = { range, by: 'month' };
  return {
    'accountImport.rows': { importId: randomUUID(), show: 'all', ...page },
    'accounts.list': {
      filter: { search: 'tom', changedSince: null },
      sort: { column: 'displayName', descending: true },
      ...page,
    },
    'accounts.get': { id: data.account },
    'accounts.selectionLabels': { selection: everyone },
    'accounts.checks': { id: data.account },
    'accounts.checkRuns': {},
    'accounts.checkRun': { runId: data.run },
    'accounts.checkRunAccounts': { runId: data.run, only: 'all', ...page },
    'accounts.note': { id: data.account },
    'accounts.standingHistory': { id: data.account },
    'accounts.usage': { id: data.account, before: null, limit: 50 },
    'accounts.removals': page,
    'accounts.removal': { removalId: data.removal },
    'accounts.removedAccounts': { removalId: data.removal, ...page },
    'accounts.statistics': undefined,
    'accounts.labels': undefined,
    'analytics.ordersByStatus': series,
    'analytics.revenue': series,
    'analytics.totals': { range },
    'analytics.categories': { range },
    'analytics.topChannels': { period: { kind: 'all' }, currency: 'USD' },
    'analytics.retention': { lastMonth: '2026-03-01' },
    'analytics.activeCustomers': { at: Date.UTC(2026, 3, 1) },
    'analytics.orderHours': { range },
    'analytics.editorEarnings': { ...series, editorId: 1 },
    'analytics.editorChannels': { editorId: 1, range },
    'analytics.advertiserSpending': { advertiserId: 1, range },
    'channels.list': {
      filter: { added: { to: '2099-12-31' } },
      sort: { column: 'title', descending: false },
      ...page,
    },
    'channels.get': { id: 1 },
    'channels.metrics': { id: 1, days: 90 },
    'channels.previewDecision': { ids: [1], decision: 'suspend' },
    'commission.rules': undefined,
    'customers.countries': undefined,
    'customers.ratings': { id: 1, side: 'received', ...page },
    'customers.ratingsOfOrder': { orderId: 1 },
    'customers.review': undefined,
    'customers.timeline': { id: 1, ...page },
    'disputes.list': { filter: {}, ...page },
    'disputes.counts': undefined,
    'disputes.rules': undefined,
    'disputes.previewRules': { rules: usualDisputeRules, last: 100 },
    'listings.list': { filter: {}, sort: { column: 'price', descending: true }, ...page },
    'listings.get': { id: 1 },
    'listings.facets': undefined,
    'listings.calendar': { channelId: 1, from: '2026-03-01', days: 31 },
    'marketplace.customer': { id: 1 },
    'marketplace.orders': { filter: {}, ...page },
    'marketplace.board': { filter: {}, perStatus: 5 },
    'marketplace.keptOrders': { filter: {} },
    'marketplace.customers': {
      filter: { signedUp: { to: '2099-12-31' } },
      sort: { column: 'name', descending: false },
      ...page,
    },
    'marketplace.balances': undefined,
    'marketplace.payments': {
      filter: { search: 'Sam', states: ['failed'], settledSince: 1, settled: range },
      ...page,
    },
    'marketplace.keptPayments': { filter: { search: 'Sam', states: ['failed'], settled: range } },
    'marketplace.news': { since: 1 },
    'marketplace.waiting': undefined,
    'marketplace.paymentNews': { since: 1 },
    'marketplace.offers': { search: '', limit: 5 },
    'metrics.annotations': { subject: { kind: 'editor', id: 1 }, range: null },
    'metrics.query': { metrics: ['orders'], range, granularity: 'month' },
    'metrics.explore': {
      metric: 'orders',
      rows: 'channel',
      columns: 'advertiser',
      range,
      currency: 'USD',
    },
    'metrics.cuts': { metric: 'orders' },
    'metrics.basis': undefined,
    'metrics.growth': { lastMonth: '2026-03-01', months: 3 },
    'metrics.subscribers': { channelId: 1, range, granularity: 'month' },
    'reports.definitions': undefined,
    'reports.runs': undefined,
    'risk.customer': { id: 1 },
    'risk.rules': undefined,
    'risk.preview': { rules: {} },
    'settings.get': undefined,
    'sqlConsole.schema': undefined,
    'sync.tables': undefined,
    'sync.outbox': undefined,
    'system.about': undefined,
    'vault.state': undefined,
    'verification.queue': { queue: 'waiting', filter: {}, ...page },
    'verification.counts': undefined,
    'verification.ofCustomer': { customerId: 1 },
    'views.list': { page: 'accounts' },
    'views.defaults': undefined,
  };
}

function failuresAmong(answers: ReadonlyMap<string, unknown>): { query: string; code: unknown }[] {
  return [...answers].flatMap(([query, answer]) =>
    typeof answer === 'object' && answer !== null && 'errorCode' in answer
      ? [{ query, code: answer.errorCode }]
      : [],
  );
}

it('every page shows without the database what it showed with it, also after a restart', async () => {
  const [account, other] = await Promise.all(
    ['Tom', 'Ann'].map(async (displayName) => {
      const added = await call('accounts.add', { session: inventSession(), displayName, labels: ['desk'] });
      return contract.accounts.add.output.parse(added).id;
    }),
  );
  if (account === undefined) throw new Error('nothing was added');
  await call('accounts.saveNote', { id: account, text: 'remember', version: 0 });
  await call('views.save', { page: 'accounts', name: 'Mine', state: { sort: 'id' } });
  await call('settings.saveAccountChecks', { paceMs: 7, concurrency: 3, deadlineMs: 5_000 });
  const selection = { kind: 'ids', ids: [other] };
  const removed = await call('accounts.remove', { selection });
  const removal = contract.accounts.remove.output.parse(removed).removalId;
  const run = randomUUID();
  await testDatabase.database.execute(sql`
    insert into account_check_runs (workspace_id, id, state, requested_by, finished_at)
    values (${core.workspace.id}, ${run}, 'completed', 'Ada', now())`);
  await testDatabase.database.execute(sql`
    insert into account_check_items (workspace_id, run_id, account_id, outcome, attempts)
    values (${core.workspace.id}, ${run}, ${account}, 'active', 1)`);
  // Nobody is due to be judged: a score that is computed meanwhile would be another answer.
  await testDatabase.database.execute(sql`
    insert into customers (workspace_id, id, role, name, country, risk_due_at)
    values (${core.workspace.id}, 1, 'both', 'Sam', 'DE', null)`);
  await testDatabase.database.execute(sql`
    insert into channels (workspace_id, id, owner_id, state, decided_at, category, username, title)
    values (${core.workspace.id}, 1, 1, 'approved', now(), 'travel', 'gardens', 'Gardens')`);
  await testDatabase.database.execute(sql`
    insert into listings (workspace_id, id, channel_id, price_micros, duration_hours, format, state, currency)
    values (${core.workspace.id}, 1, 1, 90000000, 72, 'pinned', 'active', 'USD')`);
  await vi.waitUntil(() => core.cache.caughtUp(1_000), { timeout: 30_000 });

  const inputs = inputsOf({ account, removal, run });
  expect(queries.filter((query) => !(query in inputs) && !(query in aboutOneRow))).toEqual([]);
  const asked = Object.keys(inputs);
  const online = new Map<string, unknown>();
  for (const query of asked) online.set(query, await answerOf(query, inputs[query]));
  expect(failuresAmong(online)).toEqual([{ query: 'accountImport.rows', code: 'IMPORT_EXPIRED' }]);
  expect(online.get('accounts.note')).toMatchObject({ text: 'remember' });
  expect(online.get('accounts.list')).toMatchObject({ total: 1 });
  expect(online.get('accounts.checkRun')).toMatchObject({ checked: 1 });
  for (const query of ['channels.list', 'listings.list', 'marketplace.customers'])
    expect(online.get(query)).toMatchObject({ total: 1 });

  const questions = [
    ...Object.entries({ ...inputs, ...aboutOneRow }),
    ...metricNames.map((name) => ['metrics.query', { metrics: [name], range: null }] as const),
    [
      'marketplace.customers',
      {
        filter: { ordering: { month: '2026-03-01', as: 'lost' } },
        sort: { column: 'id', descending: false },
        offset: 0,
        limit: 50,
      },
    ] as const,
  ];
  expect(await readsOf(questions)).toEqual({ undeclared: [], scanned: onlyOfWindow });

  async function expectAsOnline(): Promise<void> {
    for (const query of asked) {
      const answer = await answerOf(query, inputs[query]);
      if (tellsOfUpstream.has(query)) expect(answer).not.toHaveProperty('errorCode');
      else expect({ query, answer }).toEqual({ query, answer: online.get(query) });
    }
  }
  await proxy.cut();
  await expect.poll(() => core.backend.state().state, { timeout: 30_000 }).toBe('offline');
  await expectAsOnline();
  await core.close();
  core = await startCore(config, { kind: 'host', demo: false });
  // On a busy machine the thread that knows the copy takes longer to begin than a start waits for it: pages ask again then.
  const unready = { errorCode: 'CACHE_NOT_READY' };
  await expect
    .poll(() => answerOf('accounts.statistics', undefined), { timeout: 30_000 })
    .not.toEqual(unready);
  await expectAsOnline();
});

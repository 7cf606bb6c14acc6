import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type ReportReference, type ReportRun, reportsContract } from '#contract/reports.ts';
import { reportKinds } from '#contract/reports/report-content.ts';
import { seedBusiness } from '#sandbox/business/seed-business.ts';
import { createTestConsole, type TestConsole } from '../../../tests/setup/test-console.ts';

let console: TestConsole;
const until = Date.UTC(2026, 9, 15);
const everything = { from: '2000-01', until: '2026-12' };

beforeAll(async () => {
  console = await createTestConsole();
  const core = await console.start();
  const { pool } = console.testDatabase;
  await pool.query(`update workspaces set time_zone = 'Europe/Berlin'`);
  await seedBusiness({ pool, workspaceId: core.workspace.id, size: 'demo', until });
  await vi.waitUntil(() => core.cache.caughtUp(1_000), { timeout: 100_000 });
}, 180_000);
afterAll(() => console.close());

const runsOf = async (): Promise<ReportRun[]> =>
  reportsContract.runs.output.parse(await console.call('reports.runs'));

/** Runs a report and waits for its end. */
async function run(report: ReportReference, parameters: object, format = 'json'): Promise<ReportRun> {
  const { id } = reportsContract.run.output.parse(
    await console.call('reports.run', { report, format, parameters }),
  );
  return vi.waitUntil(
    async () => (await runsOf()).find((each) => each.id === id && each.state !== 'running'),
    {
      timeout: 60_000,
    },
  );
}

const document = z.object({
  tables: z.array(
    z.object({
      title: z.string(),
      columns: z.array(z.object({ label: z.string() })),
      rows: z.array(z.record(z.string(), z.json())),
    }),
  ),
});

function tablesOf({ id }: ReportRun) {
  const core = console.core();
  const text = readFileSync(core.exportedFile(core.localOperator, id)?.path ?? '', 'utf8');
  return new Map(document.parse(JSON.parse(text)).tables.map(({ title, rows }) => [title, rows]));
}

function columnsOf({ id }: ReportRun, title: string): string[] {
  const core = console.core();
  const text = readFileSync(core.exportedFile(core.localOperator, id)?.path ?? '', 'utf8');
  const table = document.parse(JSON.parse(text)).tables.find((each) => each.title === title);
  return (table?.columns ?? []).map(({ label }) => label);
}

const micros = (amount: string): string =>
  String(BigInt(amount.replace('.', '').padEnd(amount.indexOf('.') + 6, '0')));

describe('a report', () => {
  it.each(reportKinds)('is made as a document with all it shows: %s', async (kind) => {
    const made = await run(kind, everything, kind === 'campaigns' ? 'csv' : 'pdf');
    expect(made).toMatchObject({
      state: 'done',
      problem: null,
      startedBy: console.core().localOperator.name,
    });
    expect(made.rows).toBeGreaterThan(0);
    expect(made.fileName).toContain('2000-01 to 2026-12');
  });

  it('adds up to what the database has, month by month', async () => {
    const { rows: expected } = await console.testDatabase.pool.query<{
      month: string;
      currency: string;
      earned: string;
    }>(
      `select to_char(completed_at at time zone 'Europe/Berlin', 'YYYY-MM') as month, currency,
         sum(price_micros - refunded_micros - commission_micros)::text as earned
       from orders where status = 'completed' group by 1, 2 order by 1, 2`,
    );
    const byMonth = tablesOf(await run('earnings', everything)).get('By month') ?? [];
    const money = z.object({ amount: z.string(), currency: z.string() });
    const found = byMonth.map(({ month, earned }) => {
      const { amount, currency } = money.parse(earned);
      return { month, currency, earned: micros(amount) };
    });
    expect(found).toEqual(expected);
  });

  it('is about the months and the currency that were asked for', async () => {
    const byMonth = tablesOf(
      await run('platform', { from: '2026-08', until: '2026-09', currency: 'USD' }),
    ).get('By month');
    expect(byMonth?.map(({ month }) => month)).toEqual(['2026-08', '2026-09']);
  });

  it('is made without the database, is found after a restart, and goes when it is deleted', async () => {
    await console.proxy.cut();
    const made = await run('spending', everything);
    await console.proxy.mend();
    expect(made.state).toBe('done');
    await console.stop();
    await console.start();
    const core = console.core();
    expect((await runsOf()).find(({ id }) => id === made.id)).toEqual(made);
    expect(core.exportedFile(core.localOperator, made.id)).not.toBeNull();
    await console.call('reports.remove', { id: made.id });
    expect((await runsOf()).find(({ id }) => id === made.id)).toBeUndefined();
    expect(core.exportedFile(core.localOperator, made.id)).toBeNull();
  });

  it('of the team has all its parts, is found by others, and is changed by whoever saw it last', async () => {
    const content = {
      sections: [
        { kind: 'dashboard', dashboard: 'platform' },
        { kind: 'dashboard', dashboard: 'customers' },
        { kind: 'pivot', metric: 'orders', rows: 'category', columns: 'period' },
        { kind: 'standard', report: 'earnings' },
      ],
      period: 'last3Months',
      compare: 'previous',
      format: 'pdf',
    };
    const report = { name: 'الشهر 🗓', description: 'For Mondays', content };
    // The console has just been started.
    await vi.waitUntil(() => console.core().cache.caughtUp(1_000), { timeout: 20_000 });
    const { id } = reportsContract.define.output.parse(await console.call('reports.define', report));
    expect(await console.refusal('reports.define', report)).toMatchObject({ code: 'REPORT_NAME_TAKEN' });
    const made = await run(id, { from: '2026-08', until: '2026-10' });
    expect(made).toMatchObject({
      state: 'done',
      title: report.name,
      permissions: ['analytics:read', 'finance:read'],
    });
    const tables = tablesOf(made);
    expect([...tables.keys()]).toEqual(
      expect.arrayContaining([
        'Platform: Revenue',
        'Cohorts: Retention of advertisers',
        'Orders',
        'Earnings: By month',
      ]),
    );
    const { rows } = await console.testDatabase.pool.query<{ orders: string }>(
      `select count(*) as orders from orders where (created_at at time zone 'Europe/Berlin')::date between '2026-08-01' and '2026-10-31'`,
    );
    expect(Number(tables.get('Platform')?.[0]?.['orders'])).toBe(Number(rows[0]?.orders));
    expect(tables.get('Platform')?.[0]?.['average_order_value']).toEqual({
      amount: expect.stringMatching(/^\d+\.\d{2,6}$/),
      currency: expect.stringMatching(/^[A-Z]{3}$/),
    });
    // The pivot ends with the totals that its page shows, and its months are called as they are elsewhere.
    const pivot = tables.get('Orders') ?? [];
    const sumOf = (key: string) => pivot.slice(0, -1).reduce((sum, row) => sum + Number(row[key] ?? 0), 0);
    expect(pivot.at(-1)).toMatchObject({ name: 'Total', c0: sumOf('c0'), total: Number(rows[0]?.orders) });
    expect(columnsOf(made, 'Orders').filter((label) => !label.endsWith(', before'))).toEqual([
      'Category',
      '2026-08',
      '2026-09',
      '2026-10',
      'Total',
    ]);
    for (const format of ['pdf', 'xlsx', 'csv'])
      expect(await run(id, { from: '2026-08', until: '2026-10' }, format)).toMatchObject({ state: 'done' });

    await console.call('reports.redefine', { ...report, id, version: 1, name: 'Month' });
    expect(await console.refusal('reports.redefine', { ...report, id, version: 1 })).toMatchObject({
      code: 'REPORT_CHANGED_BY_OTHER',
    });
    const core = console.core();
    await vi.waitUntil(() => core.cache.caughtUp(1_000));
    const seen = reportsContract.definitions.output.parse(await console.call('reports.definitions'));
    expect(seen).toMatchObject([{ id, name: 'Month', version: 2, mine: true, mayChange: true }]);
    expect(await console.call('reports.undefine', { id })).toEqual({ removed: true });
    expect(await console.call('reports.undefine', { id })).toEqual({ removed: false });
    expect(
      await console.refusal('reports.run', { report: id, format: 'pdf', parameters: everything }),
    ).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it.each([
    ['nothing to show', { sections: [] }],
    ['a dashboard of nobody', { sections: [{ kind: 'dashboard', dashboard: 'editor' }] }],
    [
      'a pivot by the same twice',
      { sections: [{ kind: 'pivot', metric: 'orders', rows: 'period', columns: 'period' }] },
    ],
    ['no such metric', { sections: [{ kind: 'pivot', metric: 'luck', rows: 'period', columns: null }] }],
  ])('of the team is refused with %s', async (_what, wrong) => {
    const content = { period: 'lastMonth', format: 'pdf', ...wrong };
    expect(await console.refusal('reports.define', { name: 'x', content })).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('wants its months in their order', async () => {
    const asked = { report: 'platform', format: 'pdf', parameters: { from: '2026-09', until: '2026-08' } };
    expect(await console.refusal('reports.run', asked)).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

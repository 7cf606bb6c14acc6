import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type ExportRequest, exportsContract } from '#contract/exports.ts';
import { createTestConsole, type TestConsole } from '../../../tests/setup/test-console.ts';

let console: TestConsole;
let customerId = 0;

beforeAll(async () => {
  console = await createTestConsole();
  const core = await console.start();
  await console.addAccounts(3);
  const { rows } = await console.testDatabase.pool.query<{ id: string }>(
    `insert into customers (workspace_id, role, name) values ($1, 'advertiser', '=Ada'), ($1, 'editor', 'Eve') returning id`,
    [core.workspace.id],
  );
  customerId = Number(rows[0]?.id);
  await vi.waitUntil(() => core.cache.caughtUp(1_000), { timeout: 60_000 });
}, 120_000);
afterAll(() => console.close());

type Asked = Pick<ExportRequest, 'table' | 'input'> & Partial<ExportRequest>;

/** Begins an export, waits for its file, and reads it. */
async function exported(asked: Asked): Promise<string> {
  const { id } = exportsContract.start.output.parse(
    await console.call('exports.start', {
      rows: { kind: 'matching' },
      columns: null,
      format: 'csv',
      options: { byteOrderMark: false },
      ...asked,
    }),
  );
  const watching = z.custom<AsyncIterable<unknown>>().parse(await console.call('exports.watch'));
  for await (const told of watching) {
    const run = exportsContract.watch.output.parse(told).find((each) => each.id === id);
    if (run === undefined || run.endedAt === null) continue;
    expect(run.problem).toBeNull();
    const { localOperator } = console.core();
    return readFileSync(console.core().exportedFile(localOperator, id)?.path ?? '', 'utf8');
  }
  throw new Error('the stream ended before the export');
}

const parse = (text: string): string[][] => Papa.parse<string[]>(text.trimEnd(), { delimiter: ',' }).data;

const ask = (asked: Asked): Promise<unknown> =>
  console.refusal('exports.start', {
    rows: { kind: 'all' },
    columns: null,
    format: 'csv',
    options: {},
    ...asked,
  });

describe('the tables of the console', () => {
  it.each<[string, () => ExportRequest['input'], number]>([
    ['accounts', () => ({ filter: {}, sort: { column: 'displayName', descending: true } }), 3],
    ['removed-accounts', () => ({ removalId: null }), 0],
    ['orders', () => ({ filter: {}, descending: true }), 0],
    ['orders', () => ({ filter: { created: { from: '2026-01-01', to: '2026-03-31' } } }), 0],
    ['customers', () => ({ filter: {}, sort: { column: 'name', descending: false } }), 2],
    ['payments', () => ({ customerId }), 0],
    ['statement', () => ({ customerId }), 0],
    ['channels', () => ({ filter: {}, sort: { column: 'trend', descending: true } }), 0],
    ['listings', () => ({ filter: {}, sort: { column: 'cpm', descending: false } }), 0],
    ['disputes', () => ({ filter: {} }), 0],
    ['verifications', () => ({ queue: 'waiting', filter: {} }), 0],
  ])('are exported as they are read: %s', async (table, input, rows) => {
    const [heading = [], ...found] = parse(await exported({ table, input: input() }));
    expect(found).toHaveLength(rows);
    expect(heading.length).toBeGreaterThan(5);
    // How many documents there are may be said; nothing of them.
    expect(heading.filter((label) => label !== 'Documents').join(' ')).not.toMatch(
      /session|note|secret|document/i,
    );
  });

  it('are exported with the filter, the order and the columns as seen, or by number', async () => {
    const sort = { column: 'name', descending: true };
    const input = { filter: { roles: ['advertiser'] }, sort };
    const columns = ['name', 'id', 'no-such-column'];
    expect(parse(await exported({ table: 'customers', input, columns }))).toEqual([
      ['Name', 'No.'],
      ["'=Ada", String(customerId)],
    ]);
    expect(
      parse(await exported({ table: 'customers', input, columns: ['name'], rows: { kind: 'all' } })),
    ).toEqual([['Name'], ['Eve'], ["'=Ada"]]);
    const rows: ExportRequest['rows'] = { kind: 'ids', ids: [customerId + 1] };
    expect(parse(await exported({ table: 'customers', input, columns: ['name'], rows }))).toEqual([
      ['Name'],
      ['Eve'],
    ]);
    const header = await exported({
      table: 'customers',
      input,
      options: { byteOrderMark: false, header: true, lines: false },
    });
    expect(header).toContain('# Role: Advertiser');
  });

  it('are exported without the database, as far as they are in the local copy', async () => {
    await console.proxy.cut();
    const input = { filter: {}, sort: { column: 'id', descending: false } };
    expect(parse(await exported({ table: 'customers', input }))).toHaveLength(3);
    await console.proxy.mend();
  });

  it('are refused when there is no such table, filter or column', async () => {
    expect(await ask({ table: 'account_sessions', input: {} })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ask({ table: 'orders', input: { filter: { statuses: ['x'] } } })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    const input = { filter: {}, descending: true };
    expect(await ask({ table: 'orders', input, columns: ['session'] })).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

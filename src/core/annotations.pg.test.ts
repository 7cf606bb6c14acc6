import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { DateRange } from '#contract/analytics.ts';
import { customerIdSchema, operatorIdSchema } from '#contract/ids.ts';
import {
  type AnnotationAnswer,
  type AnnotationSubject,
  mostAnnotations,
  type NewNote,
} from '#contract/metrics/annotations.ts';
import { dashboards } from '#contract/metrics/dashboards/dashboards.ts';
import type { Role } from '#contract/permissions.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/setup/test-database.ts';
import { analyticsReader } from './analytics/analytics-reader.ts';
import { annotate } from './analytics/annotations/commands/annotate.ts';
import { removeAnnotation } from './analytics/annotations/commands/remove-annotation.ts';
import { annotationSources, listAnnotations } from './analytics/annotations/queries/list-annotations.ts';
import { countOf, rowsOf } from './analytics/annotations/queries/source.ts';
import { eventsPart } from './analytics/metrics/dashboards/events-part.ts';
import { localCopy } from './local-copy.ts';
import { silentLogger } from './logging/logger.ts';
import { cookery, eve, ada, gardens, openTestMarket, sam } from './marketplace/testing/test-market.ts';
import type { Caller } from './rpc/caller.ts';
import { startSyncEngine, type SyncEngine } from './sync/sync-engine.ts';
import { untilCurrent } from './sync/testing/things.ts';
import { operators } from './workspaces/schema.ts';
import type { Workspace } from './workspaces/workspace.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-annotations-'));
let testDatabase: TestDatabase;
let workspace: Workspace;
let engine: SyncEngine;
let ann: Caller;

const business: AnnotationSubject = { kind: 'business', categories: [] };
const editor: AnnotationSubject = { kind: 'editor', id: eve };
const march: DateRange = { from: '2026-03-01', to: '2026-03-31' };

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const id = await openTestMarket(testDatabase.pool);
  workspace = { id, database: testDatabase.database };
  ann = await operator('Ann');
  await testDatabase.pool.query(
    `update workspaces set time_zone = 'Europe/Berlin';
     insert into listing_events (workspace_id, id, listing_id, at, listing_version, price_micros, duration_hours, kind, state, actor) values
       ('${id}', 1, 1, '2026-03-01T10:00Z', 1, 40000000, 24, 'created', 'active', 'Ann'),
       ('${id}', 2, 1, '2026-03-09T23:30Z', 2, 50000000, 24, 'edited', 'active', 'Ann'),
       ('${id}', 3, 1, '2026-03-10T10:00Z', 3, 50000000, 48, 'edited', 'active', 'Ann'),
       ('${id}', 4, 2, '2026-03-11T10:00Z', 1, 90000000, 72, 'created', 'active', 'Ann'),
       ('${id}', 5, 2, '2026-03-12T10:00Z', 2, 80000000, 72, 'edited', 'active', 'Ann');
     insert into customer_events (workspace_id, customer_id, at, customer_version, kind, from_state, to_state, actor_kind, actor) values
       ('${id}', 1, '2026-03-02T10:00Z', 2, 'flagged', 'active', 'flagged', 'system', 'risk'),
       ('${id}', 1, '2026-03-31T21:59Z', 3, 'suspended', 'flagged', 'suspended', 'operator', 'Ann'),
       ('${id}', 1, '2026-03-31T22:00Z', 4, 'reinstated', 'suspended', 'active', 'operator', 'Ann'),
       ('${id}', 1, '2026-03-05T10:00Z', 5, 'noted', null, null, 'operator', 'Ann');
     insert into channel_events (workspace_id, channel_id, at, channel_version, kind, from_state, to_state, actor) values
       ('${id}', 1, '2026-03-03T10:00Z', 2, 'decided', 'pending', 'approved', 'Ann'),
       ('${id}', 1, '2026-03-04T10:00Z', 3, 'decided', 'approved', 'suspended', 'Ann'),
       ('${id}', 1, '2026-03-05T10:00Z', 3, 'read', null, 'suspended', 'robot');
     insert into risk_rules (workspace_id, valid_from, created_by, rules) values ('${id}', '2026-03-06T10:00Z', 'Ann', '{}');
     insert into dispute_rule_sets (workspace_id, version, changed_at, changed_by, reason, rules)
       values ('${id}', 4, '2026-03-07T10:00Z', 'Ben', 'why', '{}');`,
  );
  await addOthers(id);
  const connection = { connectionString: testDatabase.url };
  engine = startSyncEngine({
    folder,
    definition: localCopy(id, {}),
    connection: () => Promise.resolve({ read: connection, primary: connection }),
    logger: silentLogger(),
  });
  await untilCurrent(engine);
});

afterAll(async () => {
  await engine.close();
  await testDatabase.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Others of whom nothing is told, so many that SQLite would not rather look at all of them than into an index. */
async function addOthers(id: string): Promise<void> {
  await testDatabase.pool.query(
    `insert into customers (workspace_id, id, role, name) select '${id}', n, 'both', 'Other' from generate_series(101, 600) n;
     insert into channels (workspace_id, id, owner_id, state, decided_at, category, title)
       select '${id}', n, n, 'approved', now(), 'travel', 'Other' from generate_series(101, 600) n;
     insert into listings (workspace_id, id, channel_id, price_micros, duration_hours, format, currency)
       select '${id}', n, n, 1, 24, 'post', 'USD' from generate_series(101, 600) n;
     insert into listing_events (workspace_id, id, listing_id, listing_version, price_micros, duration_hours, kind, state, actor)
       select '${id}', n * 10 + v, n, v, 1, 24, 'edited', 'active', 'Ann' from generate_series(101, 600) n, generate_series(1, 4) v;
     insert into customer_events (workspace_id, customer_id, customer_version, kind, actor_kind, actor)
       select '${id}', n, v, 'noted', 'operator', 'Ann' from generate_series(101, 600) n, generate_series(1, 4) v;
     insert into channel_events (workspace_id, channel_id, channel_version, kind, to_state, actor)
       select '${id}', n, v, 'read', 'approved', 'robot' from generate_series(101, 600) n, generate_series(1, 4) v;`,
  );
}

async function operator(name: string, role: Role = 'media_buyer'): Promise<Caller> {
  const caller: Caller = { operatorId: operatorIdSchema.parse(randomUUID()), name, role };
  await workspace.database
    .insert(operators)
    .values({ workspaceId: workspace.id, id: caller.operatorId, name, role });
  return caller;
}

async function ask(subject: AnnotationSubject, range: DateRange | null = march): Promise<AnnotationAnswer> {
  await engine.cache.caughtUp(10_000);
  return listAnnotations(await analyticsReader(engine.cache), { subject, range }, ann);
}

/** Each as `day kind …`. */
async function told(subject: AnnotationSubject, range?: DateRange | null): Promise<string[]> {
  const { annotations, total } = await ask(subject, range);
  expect(total).toBe(annotations.length);
  return annotations.map((one) => {
    switch (one.kind) {
      case 'price':
        return `${one.day} ${one.channel.title} ${one.was.micros} to ${one.is.micros}`;
      case 'customer':
        return `${one.day} ${one.customer.name} ${one.from} to ${one.to}`;
      case 'channel':
        return `${one.day} ${one.channel.title} ${one.from ?? ''} to ${one.to}`;
      case 'commission':
        return `${one.day} ${one.category ?? 'all'} ${one.ratePpm}`;
      case 'note':
        return `${one.day} “${one.text}”`;
      default:
        return `${one.day} ${one.kind} ${one.by}`;
    }
  });
}

const note = (text: string, more: Partial<NewNote> = {}): NewNote => ({
  day: '2026-03-15',
  text,
  subject: null,
  ...more,
});

describe('what happened', () => {
  test('to the business: suspensions and rules, by the days of the workspace', async () => {
    // The last minute of March in Berlin is 21:59 UTC; who was reinstated a minute later is in April.
    expect(await told(business)).toEqual([
      '2026-03-31 Ada flagged to suspended',
      '2026-03-07 dispute_rules Ben',
      '2026-03-06 risk_rules Ann',
      '2026-03-04 Cookery approved to suspended',
    ]);
    expect(await told(business, { from: '2026-04-01', to: '2026-04-01' })).toEqual([
      '2026-04-01 Ada suspended to active',
    ]);
  });

  test('to some categories: their own, and what has none', async () => {
    const travel: AnnotationSubject = { kind: 'category', categories: ['travel'] };
    expect(await told(travel)).not.toContain('2026-03-04 Cookery approved to suspended');
    expect(await told({ ...travel, categories: ['lifestyle'] })).toContain(
      '2026-03-04 Cookery approved to suspended',
    );
    // All time has what is planned, too.
    expect((await told(travel, null)).filter((text) => text.includes('travel'))).toEqual([
      '2999-01-01 travel 900000',
      '2021-01-01 travel 200000',
      '2020-01-01 travel 100000',
    ]);
  });

  test('to an editor and a channel: other prices, decisions', async () => {
    const both = [
      // 23:30 UTC is the next day in Berlin; the change of the day after left the price as it was.
      '2026-03-10 Cookery 40000000 to 50000000',
      '2026-03-04 Cookery approved to suspended',
      '2026-03-03 Cookery pending to approved',
    ];
    expect(await told(editor)).toEqual(both);
    expect(await told({ kind: 'channel', id: cookery })).toEqual(both);
    expect(await told({ kind: 'editor', id: sam }, null)).toEqual([
      '2026-03-12 Gardens 90000000 to 80000000',
    ]);
    expect(await told(editor, { from: '2026-03-09', to: '2026-03-09' })).toEqual([]);
    expect(await told(editor, { from: '2026-03-10', to: '2026-03-10' })).toHaveLength(1);
  });

  test('to an advertiser: flags and suspensions', async () => {
    expect(await told({ kind: 'advertiser', id: ada })).toEqual([
      '2026-03-31 Ada flagged to suspended',
      '2026-03-02 Ada active to flagged',
    ]);
    expect(await told({ kind: 'advertiser', id: sam })).toEqual([]);
  });
});

test('a file of a dashboard ends with what happened in its days', async () => {
  await annotate(
    workspace,
    ann,
    note('Prices were wrong', { day: '2026-03-20', subject: { kind: 'channel', id: cookery } }),
  );
  await engine.cache.caughtUp(10_000);
  const events = async (range: DateRange) =>
    eventsPart({
      dashboard: dashboards.editor,
      state: { range, compare: 'none', granularity: 'day', currency: 'USD', categories: [], subject: eve },
      reader: await analyticsReader(engine.cache),
      now: Date.UTC(2026, 3, 1),
      today: '2026-04-01',
      balancesOf: () => Promise.resolve([]),
    });
  const [part] = await events(march);
  expect(part?.source).toEqual({
    kind: 'given',
    rows: [
      ['2026-03-20', 'Prices were wrong', 'Cookery', 'Ann'],
      ['2026-03-10', 'Cookery, Post: 40.00 USD → 50.00 USD', '', ''],
      ['2026-03-04', 'Cookery was suspended', '', ''],
      ['2026-03-03', 'Cookery was approved', '', ''],
    ],
  });
  expect(await events({ from: '2026-03-09', to: '2026-03-09' })).toEqual([]);
  await testDatabase.pool.query('delete from annotations');
});

describe('a note', () => {
  test('is seen where it belongs: one of the business everywhere', async () => {
    await annotate(workspace, ann, note('Sale'));
    await annotate(workspace, ann, note('Eve is ill', { subject: { kind: 'customer', id: eve } }));
    await annotate(workspace, ann, note('New cook', { subject: { kind: 'channel', id: cookery } }));
    await annotate(workspace, ann, note('Strike', { subject: { kind: 'category', category: 'travel' } }));
    const notesOf = async (subject: AnnotationSubject): Promise<string[]> =>
      (await ask(subject)).annotations.flatMap((one) => (one.kind === 'note' ? [one.text] : [])).toSorted();
    expect(await notesOf(business)).toEqual(['Sale', 'Strike']);
    expect(await notesOf({ kind: 'category', categories: ['lifestyle'] })).toEqual(['Sale']);
    expect(await notesOf(editor)).toEqual(['Eve is ill', 'New cook', 'Sale']);
    expect(await notesOf({ kind: 'channel', id: cookery })).toEqual(['New cook', 'Sale']);
    expect(await notesOf({ kind: 'channel', id: gardens })).toEqual(['Sale']);
    expect(await notesOf({ kind: 'advertiser', id: ada })).toEqual(['Sale']);
    const { annotations } = await ask({ kind: 'channel', id: cookery });
    expect(annotations).toContainEqual(
      expect.objectContaining({
        day: '2026-03-15',
        text: 'New cook',
        by: 'Ann',
        mayRemove: true,
        about: { kind: 'channel', id: cookery, title: 'Cookery' },
      }),
    );
  });

  test('of nobody is refused', async () => {
    const subject = { kind: 'customer', id: customerIdSchema.parse(99) } as const;
    const missing = annotate(workspace, ann, note('?', { subject }));
    await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND', details: { what: 'Customer 99' } });
  });

  test('is removed by who wrote it and by administrators only: raises ANNOTATION_NOT_YOURS', async () => {
    const [ben, root] = [await operator('Ben'), await operator('Root', 'admin')];
    const [{ id }, { id: second }] = [
      await annotate(workspace, ann, note('Mine')),
      await annotate(workspace, ann, note('Mine, too')),
    ];
    await expect(removeAnnotation(workspace, ben, id)).rejects.toMatchObject({
      code: 'ANNOTATION_NOT_YOURS',
      details: { day: '2026-03-15', owner: 'Ann' },
    });
    expect(await removeAnnotation(workspace, ann, id)).toEqual({ removed: true });
    expect(await removeAnnotation(workspace, root, second)).toEqual({ removed: true });
    expect(await removeAnnotation(workspace, ann, id)).toEqual({ removed: false });
    expect((await ask(business)).annotations.map(({ key }) => key)).not.toContain(`note:${id}`);
  });
});

const planRow = z.object({ detail: z.string() });

test('what people make by hand is all that is gone through from end to end', async () => {
  const { calendar } = await analyticsReader(engine.cache);
  const subjects: AnnotationSubject[] = [
    business,
    { kind: 'category', categories: ['travel'] },
    editor,
    { kind: 'advertiser', id: ada },
    { kind: 'channel', id: cookery },
  ];
  const scans = new Set<string>();
  for (const subject of subjects) {
    for (const range of [march, null]) {
      const sources = annotationSources({ subject, range, calendar, caller: ann });
      for (const query of [countOf(sources).sql, ...sources.map((source) => rowsOf(source).sql)]) {
        const plan = await engine.cache.rows(sql`explain query plan ${query}`, planRow);
        for (const { detail } of plan) if (detail.startsWith('SCAN')) scans.add(detail);
      }
    }
  }
  const byHand = [
    'SCAN a',
    'SCAN a USING INDEX annotations_by_day',
    'SCAN commission_rules',
    'SCAN risk_rules',
  ];
  expect(
    [...scans].filter((scan) => !/CONSTANT ROW|json_each|dispute_rule_sets/.test(scan)).toSorted(),
  ).toEqual(byHand);
});

test('tells the newest of many, and how many there are', async () => {
  await testDatabase.pool.query(
    `insert into annotations (workspace_id, id, day, text, operator_id)
     select $1, gen_random_uuid(), date '2020-01-01' + number, 'Day ' || number, $2 from generate_series(0, 499) as number`,
    [workspace.id, ann.operatorId],
  );
  const { annotations, total } = await ask(business, { from: '2020-01-01', to: '2021-12-31' });
  // With the two rules of 2020 and the one of 2021.
  expect(total).toBe(503);
  expect(annotations).toHaveLength(mostAnnotations);
  expect(annotations[0]?.day).toBe('2021-05-14');
  const days = annotations.map(({ day }) => day);
  expect(days).toEqual(days.toSorted().toReversed());
});

import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { customerFilterSchema } from '#contract/marketplace/customer.ts';
import { customersContract, type StateAct } from '#contract/marketplace/customer-acts.ts';
import { riskRulesSchema } from '#contract/marketplace/risk.ts';
import { instant } from '#contract/time.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import type { Transaction } from '../../backend/database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Actor } from '../actor.ts';
import { ada, cheap, eve, openTestMarket } from '../testing/test-market.ts';
import { createOrder } from '../orders/commands/create-order.ts';
import { endOverride } from '../risk/commands/end-override.ts';
import { overrideRisk, type OverrideRiskInput } from '../risk/commands/override-risk.ts';
import { getCustomerRisk } from '../risk/queries/get-customer-risk.ts';
import { readReview } from '../risk/queries/review.ts';
import { computeDueRisk } from '../risk/risk-runner.ts';
import { startTestCache, type TestCache } from '../../sync/testing/test-cache.ts';
import { marketplaceMirrors } from '../mirrors.ts';
import { customerRatings } from '../ratings/queries/customer-ratings.ts';
import { addCustomer } from './commands/add-customer.ts';
import { changeState } from './commands/change-state.ts';
import { editCustomer } from './commands/edit-customer.ts';
import { noteCustomer } from './commands/note-customer.ts';
import { customerTimeline } from './queries/customer-timeline.ts';
import { listCountries } from './queries/list-countries.ts';
import { listCustomers } from './queries/list-customers.ts';

let testDatabase: TestDatabase;
let pool: Pool;
let workspace: Workspace;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ pool } = testDatabase);
  // The market's own customers bring their numbers.
  await pool.query(`select setval('customers_id_seq', 100)`);
});
afterAll(async () => {
  await testDatabase.drop();
});
beforeEach(async () => {
  workspace = { id: await openTestMarket(pool), database: drizzle({ client: pool }) };
});

const olga: Actor = { mover: 'operator', name: 'Olga' };
const now = new Date();

const within = <Result>(work: (transaction: Transaction) => Promise<Result>) =>
  inTransaction(workspace.database, work);

const act = (kind: StateAct, version: number, reason = 'Because') =>
  within((transaction) =>
    changeState(transaction, workspace, olga, { customerId: ada, version, act: kind, reason }, new Date()),
  );

const buy = () =>
  within((transaction) =>
    createOrder(
      transaction,
      workspace,
      olga,
      { advertiserId: ada, listingId: cheap, postText: '', scheduledAt: null },
      new Date(),
    ),
  );

const override = (input: Partial<OverrideRiskInput>) =>
  within((transaction) =>
    overrideRisk(
      transaction,
      workspace,
      olga,
      { customerId: ada, version: 1, score: null, state: null, until: null, reason: 'Known to us', ...input },
      new Date(),
    ),
  );

async function row() {
  const { rows } = await pool.query(
    `select version, state, risk_score as score, held_by_operator as held, accepted_score as accepted,
       risk_override is not null as pinned from customers where workspace_id = $1 and id = $2`,
    [workspace.id, ada],
  );
  return rows[0];
}

/** The score that the facts make: a weight makes it what a test needs. */
async function settleAt(score: number): Promise<void> {
  await pool.query(
    `insert into risk_rules (workspace_id, valid_from, created_by, rules) values ($1, date_trunc('milliseconds', clock_timestamp()), 'Olga', $2)`,
    [workspace.id, JSON.stringify(riskRulesSchema.parse({ newWeight: 0, unverifiedWeight: score }))],
  );
  while ((await computeDueRisk(workspace)) > 0);
}

describe('the state of a customer', () => {
  it('is changed by an operator with a reason, and raises CUSTOMER_SUSPENDED where it matters', async () => {
    await buy();
    expect(await act('suspend', 1, 'Fraud')).toEqual({ version: 2 });
    await expect(buy()).rejects.toMatchObject({ code: 'CUSTOMER_SUSPENDED' });
    await settleAt(0);
    expect(await row()).toMatchObject({ state: 'suspended', held: true });
    expect(await act('reinstate', 2)).toEqual({ version: 3 });
    await buy();
    const { rows } = await pool.query(
      'select kind, from_state, to_state, actor, reason from customer_events where workspace_id = $1 and customer_id = $2 order by id',
      [workspace.id, ada],
    );
    expect(rows[0]).toEqual({
      kind: 'suspended',
      from_state: 'active',
      to_state: 'suspended',
      actor: 'Olga',
      reason: 'Fraud',
    });
  });

  it('raises CUSTOMER_CHANGED for the second of two, with who was faster and what they did', async () => {
    await act('suspend', 1);
    await expect(act('suspend', 1)).rejects.toMatchObject({
      code: 'CUSTOMER_CHANGED',
      details: { name: 'Ada', by: 'Olga', what: 'suspended' },
    });
  });

  it('raises CUSTOMER_ACT_IMPOSSIBLE for what does not fit', async () => {
    const refused = { code: 'CUSTOMER_ACT_IMPOSSIBLE' };
    await expect(act('clear', 1)).rejects.toMatchObject(refused);
    await expect(act('reinstate', 1)).rejects.toMatchObject(refused);
    await act('suspend', 1);
    await expect(act('suspend', 2)).rejects.toMatchObject(refused);
    await expect(
      within((transaction) =>
        endOverride(transaction, workspace, olga, { customerId: ada, version: 2, reason: 'x' }, new Date()),
      ),
    ).rejects.toMatchObject(refused);
  });

  it('stays as an operator left it until the score rises above what they accepted', async () => {
    await settleAt(80);
    expect(await row()).toMatchObject({ state: 'flagged', version: 2 });
    await act('clear', 2);
    await settleAt(78);
    expect(await row()).toMatchObject({ state: 'active', score: 78, accepted: 80 });
    await settleAt(82);
    expect(await row()).toMatchObject({ state: 'flagged' });
    await settleAt(10);
    expect(await row()).toMatchObject({ state: 'active', accepted: null });
  });
});

describe('an override', () => {
  it('holds through computations, until it is ended', async () => {
    await settleAt(90);
    expect(await row()).toMatchObject({ state: 'suspended', held: false, version: 2 });
    await override({ version: 2, state: 'active' });
    await settleAt(95);
    expect(await row()).toMatchObject({ state: 'active', score: 95, pinned: true });
    await within((transaction) =>
      endOverride(
        transaction,
        workspace,
        olga,
        { customerId: ada, version: 4, reason: 'No longer' },
        new Date(),
      ),
    );
    while ((await computeDueRisk(workspace)) > 0);
    expect(await row()).toMatchObject({ state: 'suspended', pinned: false });
  });

  it('pins the score at once, and only until its time is over', async () => {
    await settleAt(10);
    const until = instant(Date.now() + 3_600_000);
    await override({ version: 2, score: 75, until });
    expect(await row()).toMatchObject({ state: 'flagged', score: 75 });
    while ((await computeDueRisk(workspace)) > 0);
    expect(await row()).toMatchObject({ state: 'flagged', score: 75, version: 3 });
    while ((await computeDueRisk(workspace, () => new Date(until))) > 0);
    expect(await row()).toMatchObject({ state: 'active', score: 10, pinned: false });
    await expect(override({ version: 4, score: 1, until: instant(1) })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('a customer', () => {
  const input = customersContract.add.input.shape.name;

  it.each([
    ['an emoji', '🦊', '🦊'],
    ['right to left', ' شركة الإعلان ', 'شركة الإعلان'],
    ['composed and decomposed', 'Zoe\u0308', 'Zoë'],
  ])('may be called by a name with %s', (_what, name, kept) => {
    expect(input.parse(name)).toBe(kept);
  });

  it.each([
    ['5 MB of text', 'x'.repeat(5_000_000)],
    ['nothing', '   '],
    ['nothing to be seen', '\u200b\u200b'],
    ['a NUL', 'A\u0000da'],
    ['an escape', 'A\u001b[31m'],
    ['two lines', 'A\nda'],
    ['a mark that turns the text', 'Ada\u202egpj.exe'],
  ])('may not be called by %s', (_what, name) => {
    expect(input.safeParse(name).success).toBe(false);
  });

  it('is added, edited and noted, each on the timeline', async () => {
    const fox = { name: '🦊 Fox', role: 'advertiser', country: 'PT' } as const;
    const { id } = await within((transaction) => addCustomer(transaction, workspace, olga, fox, now));
    const edit = { ...fox, customerId: id, version: 1, name: 'شركة', country: null };
    await within((transaction) => editCustomer(transaction, workspace, olga, edit, now));
    expect(
      await within((transaction) => editCustomer(transaction, workspace, olga, { ...edit, version: 2 }, now)),
    ).toEqual({ version: 2 });
    await within((transaction) =>
      noteCustomer(transaction, workspace, olga, { customerId: id, text: 'Called' }, now),
    );
    await within((transaction) =>
      expect(
        editCustomer(
          transaction,
          workspace,
          olga,
          { customerId: eve, version: 1, name: 'Eve', role: 'advertiser', country: null },
          now,
        ),
      ).rejects.toMatchObject({ code: 'INVALID_INPUT' }),
    );
    await onCopy(async (copy) => {
      const { rows, total } = await customerTimeline(copy.cache, { id, offset: 0, limit: 2 });
      expect(total).toBe(3);
      expect(rows.map(({ kind, reason, before }) => ({ kind, reason, before }))).toEqual([
        { kind: 'noted', reason: 'Called', before: null },
        { kind: 'edited', reason: null, before: { name: '🦊 Fox', country: 'PT' } },
      ]);
    });
  });
});

describe('the local copy', () => {
  it('shows risk, review, ratings, countries and what a filter lets through', async () => {
    await pool.query(
      `update customers set country = 'PT', verified_at = now() where workspace_id = $1 and id = $2`,
      [workspace.id, eve],
    );
    await settleAt(90);
    await act('suspend', 2);
    await override({ version: 3, score: 80 });
    await onCopy(async ({ cache }) => {
      expect(await getCustomerRisk(cache, ada, new Date())).toMatchObject({
        computed: { score: 90 },
        score: 80,
        override: { score: 80, by: 'Olga' },
        heldByOperator: true,
      });
      const review = await readReview(cache);
      expect(review).toMatchObject({ flagged: 0, suspendedByRules: 2 });
      expect(review.news.map(({ customer, state, score }) => [customer.name, state, score])).toEqual([
        ['Sam', 'suspended', 90],
        ['Ben', 'suspended', 90],
        ['Ada', 'suspended', 90],
      ]);
      expect(await customerRatings(cache, { id: ada, side: 'given', offset: 0, limit: 9 })).toEqual({
        rows: [],
        total: 0,
        average: null,
      });
      expect(await listCountries(cache)).toEqual([{ country: 'PT', customers: 1 }]);
      const found = async (filter: object) => {
        const { rows } = await listCustomers(cache, {
          filter: customerFilterSchema.parse(filter),
          sort: { column: 'riskScore', descending: true },
          offset: 0,
          limit: 10,
        });
        return rows.map(({ name }) => name).join(' ');
      };
      expect(await found({})).toBe('Sam Ben Ada Eve');
      expect(await found({ leastRisk: 80, mostRisk: 85 })).toBe('Ada');
      expect(await found({ verified: true })).toBe('Eve');
      expect(await found({ verified: false, states: ['suspended'] })).toBe('Sam Ben Ada');
      expect(await found({ countries: ['PT', 'DE'] })).toBe('Eve');
    });
  });
});

async function onCopy(look: (copy: TestCache) => Promise<void>): Promise<void> {
  const copy = await startTestCache({
    url: testDatabase.url,
    workspaceId: workspace.id,
    tables: marketplaceMirrors,
  });
  try {
    await copy.caughtUp();
    await look(copy);
  } finally {
    await copy.close();
  }
}

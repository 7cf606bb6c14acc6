import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { riskRulesSchema } from '#contract/marketplace/risk.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import { startTestCache, type TestCache } from '../../sync/testing/test-cache.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Actor } from '../actor.ts';
import { marketplaceMirrors } from '../mirrors.ts';
import { openTestMarket } from '../testing/test-market.ts';
import { saveRiskRules, type SaveRiskRulesInput } from './commands/save-risk-rules.ts';
import { listRiskRules } from './queries/list-risk-rules.ts';
import { previewRiskRules } from './queries/preview-risk-rules.ts';
import { computeDueRisk } from './risk-runner.ts';

let testDatabase: TestDatabase;
let pool: Pool;
let workspace: Workspace;
let copy: TestCache;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ pool } = testDatabase);
  workspace = { id: await openTestMarket(pool), database: drizzle({ client: pool }) };
  copy = await startTestCache({
    url: testDatabase.url,
    workspaceId: workspace.id,
    tables: marketplaceMirrors,
  });
});
afterAll(async () => {
  await copy.close();
  await testDatabase.drop();
});

const olga: Actor = { mover: 'operator', name: 'Olga' };
const strict = riskRulesSchema.parse({ unverifiedWeight: 45, newWeight: 30 });

const save = (input: Partial<SaveRiskRulesInput>) =>
  inTransaction(workspace.database, (transaction) =>
    saveRiskRules(
      transaction,
      workspace,
      olga,
      { seen: 0, rules: strict, validFrom: null, reason: 'Too many frauds', ...input },
      new Date(),
    ),
  );

describe('the rules of risk', () => {
  it('are previewed before anything is changed, saved with a reason, and applied to everybody', async () => {
    while ((await computeDueRisk(workspace)) > 0);
    await copy.caughtUp();
    const preview = await previewRiskRules(copy.cache, strict, new Date());
    expect(preview).toMatchObject({
      customers: 4,
      now: { active: 4, flagged: 0 },
      then: { active: 0, flagged: 4 },
      becomes: { flagged: 4, suspended: 0 },
      otherScore: 4,
    });
    expect(preview.examples[0]).toMatchObject({
      name: 'Ada',
      from: 'active',
      to: 'flagged',
      was: 50,
      score: 75,
    });
    const { id } = await save({});
    while ((await computeDueRisk(workspace)) > 0);
    const { rows } = await pool.query(
      'select distinct state, risk_score from customers where workspace_id = $1',
      [workspace.id],
    );
    expect(rows).toEqual([{ state: 'flagged', risk_score: 75 }]);
    await copy.caughtUp();
    expect(await previewRiskRules(copy.cache, strict, new Date())).toMatchObject({
      becomes: { active: 0, flagged: 0, suspended: 0 },
    });
    const [newest, first] = await listRiskRules(copy.cache, new Date());
    expect(newest).toMatchObject({ id, standing: 'in_force', createdBy: 'Olga', reason: 'Too many frauds' });
    expect(first).toMatchObject({ id: 0, standing: 'past' });
  });

  it('raises RISK_RULES_CHANGED for whoever has not seen the newest', async () => {
    await expect(save({})).rejects.toMatchObject({ code: 'RISK_RULES_CHANGED', details: { by: 'Olga' } });
  });

  it('begin now or later, not in the past, and flag no later than they suspend', async () => {
    const [newest] = await listRiskRules(copy.cache, new Date());
    const seen = newest?.id ?? 0;
    await expect(save({ seen, validFrom: new Date(1) })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await save({ seen, validFrom: new Date('2999-01-01') });
    await copy.caughtUp();
    expect((await listRiskRules(copy.cache, new Date())).map(({ standing }) => standing)).toEqual([
      'planned',
      'in_force',
      'past',
    ]);
    expect(riskRulesSchema.safeParse({ flagAbove: 80, suspendAbove: 70 }).success).toBe(false);
  });
});

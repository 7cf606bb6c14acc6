import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { dropAbandonedUploads } from '#core/marketplace/verification/keep-verification.ts';
import { verificationDocuments } from '#core/marketplace/verification/schema.ts';
import { TestVerification } from '#core/marketplace/verification/testing/test-verification.ts';
import { createTestDatabase } from '../../../tests/setup/test-database.ts';
import { seedVerification } from './seed-verification.ts';

test('requests of years are told while a console forgets uploads that were given up', async () => {
  const database = await createTestDatabase();
  try {
    const { workspace, vault } = await TestVerification.open(database);
    await workspace.database.execute(sql`
      insert into customers (workspace_id, id, role, name, created_at)
      select ${workspace.id}, 100 + n, 'advertiser', 'Customer ' || n, now() - interval '600 days'
      from generate_series(1, 20) as n`);
    let forgotten = 0;
    let seeding = true;
    const keeper = async () => {
      while (seeding) forgotten += await dropAbandonedUploads(workspace, new Date());
    };
    const seeded = seedVerification(workspace, vault, Date.now()).finally(() => {
      seeding = false;
    });
    const [requests] = await Promise.all([seeded, keeper()]);
    expect({ requests, forgotten }).toEqual({ requests: 11, forgotten: 0 });
    const documents = await workspace.database.select().from(verificationDocuments);
    expect(documents.filter(({ state }) => state !== 'stored')).toEqual([]);
    expect(Math.min(...documents.map(({ addedAt }) => addedAt.getTime()))).toBeLessThan(
      Date.now() - 400 * 86_400_000,
    );
  } finally {
    await database.drop();
  }
});

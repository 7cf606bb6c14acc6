import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorIdSchema } from '#contract/ids.ts';
import type { Role } from '#contract/permissions.ts';
import { mostReportDefinitions, type NewReport } from '#contract/reports.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import type { Caller } from '../rpc/caller.ts';
import { openWorkspace } from '../workspaces/open-workspace.ts';
import { operators } from '../workspaces/schema.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { defineReport } from './commands/define-report.ts';
import { redefineReport } from './commands/redefine-report.ts';
import { removeDefinition } from './commands/remove-definition.ts';

let testDatabase: TestDatabase;
let workspace: Workspace;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ workspace } = await openWorkspace(testDatabase.database));
});
afterAll(() => testDatabase.drop());

async function operator(name: string, role: Role = 'media_buyer'): Promise<Caller> {
  const caller: Caller = { operatorId: operatorIdSchema.parse(randomUUID()), name, role };
  await workspace.database
    .insert(operators)
    .values({ workspaceId: workspace.id, id: caller.operatorId, name, role });
  return caller;
}

const report = (name: string): NewReport => ({
  name,
  description: '',
  content: {
    sections: [{ kind: 'standard', report: 'platform', customerId: null }],
    period: 'lastMonth',
    currency: null,
    compare: 'none',
    format: 'pdf',
  },
});

describe('a report of the team', () => {
  it('is changed and deleted by its owner and administrators only: raises REPORT_NOT_YOURS', async () => {
    const [ann, ben, ada] = [await operator('Ann'), await operator('Ben'), await operator('Ada', 'admin')];
    const { id } = await defineReport(workspace, ann, report('Ours'));
    const refused = { code: 'REPORT_NOT_YOURS', details: { name: 'Ours', owner: 'Ann' } };
    const change = { ...report('Mine'), id, version: 1 };
    await expect(redefineReport(workspace, ben, change)).rejects.toMatchObject(refused);
    await expect(removeDefinition(workspace, ben, id)).rejects.toMatchObject(refused);
    expect(await redefineReport(workspace, ada, change)).toEqual({ version: 2 });
    expect(await removeDefinition(workspace, ada, id)).toEqual({ removed: true });
    await expect(redefineReport(workspace, ada, change)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('has a name of its own, whoever gives it at the same time: raises REPORT_NAME_TAKEN', async () => {
    const ann = await operator('Ann');
    const made = await Promise.allSettled(
      Array.from({ length: 4 }, () => defineReport(workspace, ann, report('One'))),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { id } = await defineReport(workspace, ann, report('Two'));
    const change = { ...report('One'), id, version: 1 };
    await expect(redefineReport(workspace, ann, change)).rejects.toMatchObject({ code: 'REPORT_NAME_TAKEN' });
  });

  it('of two who change it at once, the second is told: raises REPORT_CHANGED_BY_OTHER', async () => {
    const ann = await operator('Ann');
    const { id } = await defineReport(workspace, ann, report('Race'));
    const changes = await Promise.allSettled(
      ['first', 'second'].map((name) => redefineReport(workspace, ann, { ...report(name), id, version: 1 })),
    );
    expect(changes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(changes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'REPORT_CHANGED_BY_OTHER' },
    });
  });

  it('is one of so many: raises REPORT_LIMIT_REACHED', async () => {
    const ann = await operator('Ann');
    const limit = async () => {
      for (let number = 0; number <= mostReportDefinitions; number += 1)
        await defineReport(workspace, ann, report(`No. ${number}`));
    };
    await expect(limit()).rejects.toMatchObject({ code: 'REPORT_LIMIT_REACHED' });
  });
});

import { and, eq, sql } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { ReportDefinitionId } from '#contract/ids.ts';
import type { NewReport } from '#contract/reports.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Caller } from '../../rpc/caller.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { reportDefinitions } from '../schema.ts';
import { lockDefinition } from './lock-definition.ts';
import { takenNames } from './taken-names.ts';

type Redefinition = NewReport & {
  readonly id: ReportDefinitionId;
  /** The one that was seen. */
  readonly version: number;
};

/**
 * Replaces what a report of the team is.
 *
 * @throws OpsdeckError NOT_FOUND, REPORT_NOT_YOURS, REPORT_CHANGED_BY_OTHER, REPORT_NAME_TAKEN
 */
export function redefineReport(
  workspace: Workspace,
  caller: Caller,
  { id, version, ...report }: Redefinition,
): Promise<{ version: number }> {
  return inTransaction(workspace.database, async (transaction) => {
    const definition = await lockDefinition(transaction, workspace, caller, id);
    if (definition === null) throw new OpsdeckError('NOT_FOUND', { what: 'The report' });
    const { name } = definition;
    if (definition.version !== version) throw new OpsdeckError('REPORT_CHANGED_BY_OTHER', { name });
    if (report.name !== name && (await takenNames(transaction, workspace)).has(report.name)) {
      throw new OpsdeckError('REPORT_NAME_TAKEN', { name: report.name });
    }
    await transaction
      .update(reportDefinitions)
      .set({ ...report, version: version + 1, changedAt: sql`now()` })
      .where(and(eq(reportDefinitions.workspaceId, workspace.id), eq(reportDefinitions.id, id)));
    return { version: version + 1 };
  });
}

import { randomUUID } from 'node:crypto';
import { OpsdeckError } from '#contract/errors.ts';
import { type ReportDefinitionId, reportDefinitionIdSchema } from '#contract/ids.ts';
import { mostReportDefinitions, type NewReport } from '#contract/reports.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Caller } from '../../rpc/caller.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { reportDefinitions } from '../schema.ts';
import { takenNames } from './taken-names.ts';

/**
 * Puts a report together for the team.
 *
 * @throws OpsdeckError REPORT_NAME_TAKEN, REPORT_LIMIT_REACHED
 */
export async function defineReport(
  workspace: Workspace,
  { operatorId }: Caller,
  report: NewReport,
): Promise<{ id: ReportDefinitionId }> {
  const id = reportDefinitionIdSchema.parse(randomUUID());
  await inTransaction(workspace.database, async (transaction) => {
    const names = await takenNames(transaction, workspace);
    if (names.has(report.name)) throw new OpsdeckError('REPORT_NAME_TAKEN', { name: report.name });
    if (names.size >= mostReportDefinitions) {
      throw new OpsdeckError('REPORT_LIMIT_REACHED', { most: mostReportDefinitions });
    }
    await transaction
      .insert(reportDefinitions)
      .values({ workspaceId: workspace.id, id, operatorId, ...report });
  });
  return { id };
}

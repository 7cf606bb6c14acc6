import { randomUUID } from 'node:crypto';
import type { OperatorId } from '#contract/ids.ts';
import { savedViewIdSchema } from '#contract/ids.ts';
import { readViewFile } from '#contract/view-file.ts';
import type { ViewPage } from '#contract/view-pages.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { freeName } from '../free-name.ts';
import { savedViews } from '../schema.ts';
import { namesOf, requireRoom } from './own-views.ts';

export type ImportedView = {
  readonly page: ViewPage;
  readonly name: string;
  readonly nameInFile: string;
};

/**
 * Saves all views of a file as the operator's own, not shared, or none of them. A name that is taken gets a number.
 *
 * @throws OpsdeckError VIEW_FILE_UNREADABLE, VIEW_FILE_NEWER, VIEW_LIMIT_REACHED
 */
export async function importViews(
  workspace: Workspace,
  operatorId: OperatorId,
  text: string,
): Promise<ImportedView[]> {
  const views = readViewFile(text);
  return inTransaction(workspace.database, async (transaction) => {
    const namesByPage = new Map<ViewPage, Set<string>>();
    const imported: ImportedView[] = [];
    for (const view of views) {
      const names =
        namesByPage.get(view.page) ?? new Set(await namesOf(transaction, workspace, operatorId, view.page));
      namesByPage.set(view.page, names);
      requireRoom(names, 1);
      const name = freeName(view.name, names);
      names.add(name);
      imported.push({ page: view.page, name, nameInFile: view.name });
    }
    await transaction.insert(savedViews).values(
      views.map(({ page, state }, index) => ({
        workspaceId: workspace.id,
        id: savedViewIdSchema.parse(randomUUID()),
        operatorId,
        page,
        name: imported[index]?.name ?? '',
        state,
      })),
    );
    return imported;
  });
}

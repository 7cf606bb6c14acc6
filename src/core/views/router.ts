import { viewsContract } from '#contract/views.ts';
import type { Cache } from '../cache/cache.ts';
import { implement } from '../rpc/implement.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { removeView } from './commands/remove-view.ts';
import { saveView } from './commands/save-view.ts';
import { listViews } from './queries/list-views.ts';

export function viewsRouter(workspace: Workspace, cache: Cache) {
  return implement(viewsContract, {
    list: ({ input, caller }) => listViews(cache, caller.operatorId, input.grid),
    save: ({ input, caller }) => saveView(workspace, caller.operatorId, input),
    remove: ({ input, caller }) => removeView(workspace, caller.operatorId, input.id),
  });
}

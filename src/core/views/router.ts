import { viewsContract } from '#contract/views.ts';
import type { Cache } from '../cache/cache.ts';
import { implement } from '../rpc/implement.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { changeView } from './commands/change-view.ts';
import { importViews } from './commands/import-views.ts';
import { removeView } from './commands/remove-view.ts';
import { saveView } from './commands/save-view.ts';
import { setDefault } from './commands/set-default.ts';
import { listDefaults, listViews } from './queries/list-views.ts';

export function viewsRouter(workspace: Workspace, cache: Cache) {
  return implement(viewsContract, {
    list: ({ input, caller }) => listViews(cache, caller, input.page),
    defaults: ({ caller }) => listDefaults(cache, caller),
    save: ({ input, caller }) => saveView(workspace, caller, input),
    change: ({ input, caller }) => changeView(workspace, caller, input),
    remove: ({ input, caller }) => removeView(workspace, caller, input.id),
    setDefault: ({ input, caller }) => setDefault(workspace, caller.operatorId, input),
    import: ({ input, caller }) => importViews(workspace, caller.operatorId, input.text),
  });
}

import { settingsContract } from '#contract/settings.ts';
import { implement } from '../rpc/implement.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { saveSettingsSection } from './commands/save-settings-section.ts';
import { readSettings } from './queries/read-settings.ts';

export function settingsRouter(workspace: Workspace) {
  return implement(settingsContract, {
    get: () => readSettings(workspace),
    saveAccountChecks: ({ input }) => saveSettingsSection(workspace, 'accountChecks', input),
  });
}

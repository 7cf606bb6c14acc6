import { settingsContract } from '#contract/settings.ts';
import type { Cache } from '../cache/cache.ts';
import { implement } from '../rpc/implement.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { saveSettingsSection } from './commands/save-settings-section.ts';
import { readCachedSettings } from './queries/read-cached-settings.ts';

export function settingsRouter(workspace: Workspace, cache: Cache) {
  return implement(settingsContract, {
    get: () => readCachedSettings(cache),
    saveAccountChecks: ({ input }) => saveSettingsSection(workspace, 'accountChecks', input),
    saveVerification: ({ input }) => saveSettingsSection(workspace, 'verification', input),
  });
}

import { useCallback, useMemo } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { roleMay, type Role } from '#contract/permissions.ts';
import type { ActionContext, ActionDefinition, PageDefinition, SettingDefinition } from './area.ts';
import { areas } from './areas.ts';
import type { Command } from './command.ts';
import { useToasts } from '../components/feedback/use-toasts.ts';
import { useFrameActions } from './frame-actions.ts';
import { useLabels } from './i18n.ts';
import { rememberItem } from './preferences.ts';
import { useTRPC, useTRPCClient } from './trpc.ts';

/** Everything the operator can go to or do, from any page. */
export function useCommands(): readonly Command[] {
  const labels = useLabels();
  const frameActions = useFrameActions();
  const runAction = useActionRunner();
  const navigate = useNavigate();
  const trpc = useTRPC();
  const role = useQuery(trpc.system.about.queryOptions()).data?.operator.role;
  return useMemo(() => {
    const pageCommand = (page: PageDefinition, section: string): Command => ({
      id: `page:${page.path}`,
      kind: 'page',
      label: labels(page.labelKey),
      keywords: page.keywords === undefined ? '' : labels(page.keywords),
      section,
      icon: page.icon,
      shortcut: page.shortcut,
      run: () => {
        rememberItem(`page:${page.path}`);
        void navigate({ to: page.path });
      },
    });
    const settingCommand = (setting: SettingDefinition, page: PageDefinition): Command => ({
      id: `setting:${page.path}:${setting.id}`,
      kind: 'setting',
      label: labels(setting.labelKey),
      keywords: setting.keywords === undefined ? '' : labels(setting.keywords),
      section: labels(page.labelKey),
      icon: page.icon,
      shortcut: undefined,
      run: () => void navigate({ to: page.path, search: { setting: setting.id } }),
    });
    const actionCommand = (action: ActionDefinition, section: string): Command => ({
      id: `action:${action.id}`,
      kind: 'action',
      label: labels(action.labelKey),
      keywords: labels(action.keywords),
      section,
      icon: action.icon,
      shortcut: action.shortcut,
      run: () => {
        rememberItem(`action:${action.id}`);
        runAction(action);
      },
    });
    const pages = areas.flatMap((area) =>
      area.pages.filter(isReachable).map((page) => pageCommand(page, labels(area.labelKey))),
    );
    const actions = areas.flatMap((area) =>
      (area.actions ?? [])
        .filter((action) => mayRun(action, role))
        .map((action) => actionCommand(action, labels(area.labelKey))),
    );
    const settings = areas.flatMap((area) =>
      area.pages.flatMap((page) => (page.settings ?? []).map((setting) => settingCommand(setting, page))),
    );
    const frame = frameActions.map((action) => actionCommand(action, ''));
    return [...pages, ...actions, ...frame, ...settings];
  }, [frameActions, labels, navigate, role, runAction]);
}

/** What the domains that have pages in the navigation offer to do; not the frame's own actions. */
export function useDomainCommands(): readonly Command[] {
  const commands = useCommands();
  const offered = new Set(
    areas
      .filter(({ pages }) => pages.some(isReachable))
      .flatMap(({ actions = [] }) => actions.map(({ id }) => `action:${id}`)),
  );
  return commands.filter(({ id }) => offered.has(id));
}

/** A page that can be gone to without knowing more than its path. */
export function isReachable(page: PageDefinition): boolean {
  return page.inNavigation !== false && !page.path.includes('$');
}

/** Runs an action of the registry with what it needs; its failure is shown in the catalogue's words. */
export function useActionRunner(): (action: ActionDefinition) => void {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { showError } = useToasts();
  return useCallback(
    (action) => {
      const context: ActionContext = {
        client,
        trpc,
        queryClient,
        navigate: (path, search) => void navigate({ to: path, ...(search === undefined ? {} : { search }) }),
      };
      const runIt = async (): Promise<void> => {
        await action.run(context);
      };
      runIt().catch((error: unknown) => {
        showError(error);
      });
    },
    [client, trpc, queryClient, navigate, showError],
  );
}

/** Before the role is known everything is offered: the core decides in any case. */
function mayRun(action: ActionDefinition, role: Role | undefined): boolean {
  return action.permission === undefined || role === undefined || roleMay(role, action.permission);
}

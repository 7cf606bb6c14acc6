import { useMemo } from 'react';
import { useMantineColorScheme } from '@mantine/core';
import {
  IconBaselineDensityMedium,
  IconBell,
  IconDeviceDesktop,
  IconKeyboard,
  IconLayoutSidebar,
  IconLink,
  IconMoon,
  IconRefresh,
  IconSun,
} from '@tabler/icons-react';
import { useToasts } from '../components/feedback/use-toasts.ts';
import type { ActionDefinition } from './area.ts';
import { useLabels, type Labels } from './i18n.ts';
import { markAllNoticesRead } from './notices.ts';
import { openShortcuts } from './palette/palette-state.ts';
import { toggleDensity, toggleNavigation } from './preferences.ts';

/** What the frame itself can do, from every page. */
export function useFrameActions(): readonly ActionDefinition[] {
  const { setColorScheme } = useMantineColorScheme();
  const labels = useLabels();
  const { show } = useToasts();
  return useMemo(
    () => [
      {
        id: 'frame.theme-light',
        labelKey: 'app:actions.useLight',
        keywords: 'app:actions.themeKeywords',
        icon: IconSun,
        run: () => setColorScheme('light'),
      },
      {
        id: 'frame.theme-dark',
        labelKey: 'app:actions.useDark',
        keywords: 'app:actions.themeKeywords',
        icon: IconMoon,
        run: () => setColorScheme('dark'),
      },
      {
        id: 'frame.theme-system',
        labelKey: 'app:actions.useSystem',
        keywords: 'app:actions.themeKeywords',
        icon: IconDeviceDesktop,
        run: () => setColorScheme('auto'),
      },
      {
        id: 'frame.density',
        labelKey: 'app:actions.toggleDensity',
        keywords: 'app:actions.densityKeywords',
        icon: IconBaselineDensityMedium,
        shortcut: 'mod+shift+d',
        run: toggleDensity,
      },
      {
        id: 'frame.navigation',
        labelKey: 'app:actions.toggleNavigation',
        keywords: 'app:actions.navigationKeywords',
        icon: IconLayoutSidebar,
        shortcut: 'mod+b',
        run: toggleNavigation,
      },
      {
        id: 'frame.refresh',
        labelKey: 'app:actions.refresh',
        keywords: 'app:actions.refreshKeywords',
        icon: IconRefresh,
        shortcut: 'r',
        run: ({ queryClient }) => queryClient.invalidateQueries(),
      },
      {
        id: 'frame.copy-link',
        labelKey: 'app:actions.copyLink',
        keywords: 'app:actions.copyLinkKeywords',
        icon: IconLink,
        run: () => copyLink(labels, show),
      },
      {
        id: 'frame.notices-read',
        labelKey: 'app:actions.markNoticesRead',
        keywords: 'app:actions.noticesKeywords',
        icon: IconBell,
        run: markAllNoticesRead,
      },
      {
        id: 'frame.shortcuts',
        labelKey: 'app:actions.showShortcuts',
        keywords: 'app:actions.shortcutsKeywords',
        icon: IconKeyboard,
        shortcut: '?',
        run: openShortcuts,
      },
    ],
    [setColorScheme, labels, show],
  );
}

async function copyLink(labels: Labels, show: (message: string) => void): Promise<void> {
  // The clipboard is absent outside secure contexts (a console opened by its address in the office) and may be refused.
  const copied = await Promise.resolve(navigator.clipboard)
    .then((clipboard) => clipboard.writeText(location.href))
    .then(
      () => true,
      () => false,
    );
  show(labels(copied ? 'app:actions.linkCopied' : 'app:actions.linkNotCopied'));
}

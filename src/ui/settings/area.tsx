import { IconSettings } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';
import { lazyPage } from '../app/lazy-page.ts';

export const settingsArea: Area = {
  id: 'settings',
  labelKey: 'settings:area',
  icon: IconSettings,
  placement: 'foot',
  pages: [
    {
      path: '/settings',
      labelKey: 'settings:area',
      icon: IconSettings,
      keywords: 'settings:keywords',
      shortcut: 'g ,',
      component: lazyPage(() => import('./settings-page.tsx'), 'SettingsPage'),
    },
  ],
};

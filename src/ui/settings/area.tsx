import { IconSettings } from '@tabler/icons-react';
import { lazyRouteComponent } from '@tanstack/react-router';
import type { Area } from '../app/area.ts';

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
      component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
    },
  ],
};

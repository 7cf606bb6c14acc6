import { IconLayoutDashboard } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';
import { lazyPage } from '../app/lazy-page.ts';

export const overviewArea: Area = {
  id: 'overview',
  labelKey: 'overview:area',
  icon: IconLayoutDashboard,
  pages: [
    {
      path: '/',
      labelKey: 'overview:area',
      icon: IconLayoutDashboard,
      keywords: 'overview:keywords',
      shortcut: 'g w',
      component: lazyPage(() => import('./overview-page.tsx'), 'OverviewPage'),
    },
  ],
};

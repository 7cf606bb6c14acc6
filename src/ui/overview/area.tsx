import { IconLayoutDashboard } from '@tabler/icons-react';
import { lazyRouteComponent } from '@tanstack/react-router';
import type { Area } from '../app/area.ts';

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
      shortcut: 'g o',
      component: lazyRouteComponent(() => import('./overview-page.tsx'), 'OverviewPage'),
    },
  ],
};

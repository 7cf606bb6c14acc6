import { IconServer2 } from '@tabler/icons-react';
import { lazyRouteComponent } from '@tanstack/react-router';
import type { Area } from '../app/area.ts';

export const systemArea: Area = {
  id: 'system',
  labelKey: 'system:area',
  icon: IconServer2,
  placement: 'foot',
  pages: [
    {
      path: '/system',
      labelKey: 'system:area',
      icon: IconServer2,
      keywords: 'system:keywords',
      shortcut: 'g s',
      component: lazyRouteComponent(() => import('./status-page.tsx'), 'StatusPage'),
    },
  ],
};

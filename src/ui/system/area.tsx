import { IconServer2 } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';
import { lazyPage } from '../app/lazy-page.ts';

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
      component: lazyPage(() => import('./status-page.tsx'), 'StatusPage'),
    },
  ],
};

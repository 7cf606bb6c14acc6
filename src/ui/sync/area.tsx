import { IconDeviceDesktopDown } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';
import { lazyPage } from '../app/lazy-page.ts';

export const syncArea: Area = {
  id: 'sync',
  labelKey: 'sync:area',
  icon: IconDeviceDesktopDown,
  placement: 'foot',
  pages: [
    {
      path: '/data',
      labelKey: 'sync:area',
      icon: IconDeviceDesktopDown,
      keywords: 'sync:keywords',
      shortcut: 'g d',
      component: lazyPage(() => import('./data-page.tsx'), 'DataPage'),
    },
  ],
};

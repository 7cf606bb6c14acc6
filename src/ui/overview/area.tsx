import { IconLayoutDashboard } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';

export const overviewArea: Area = {
  id: 'overview',
  labelKey: 'overview:area',
  icon: IconLayoutDashboard,
  pages: [{ path: '/', labelKey: 'overview:area', icon: IconLayoutDashboard, component: () => null }],
};

import { IconUsers } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';

export const accountsArea: Area = {
  id: 'accounts',
  labelKey: 'accounts:area',
  icon: IconUsers,
  pages: [{ path: '/accounts', labelKey: 'accounts:area', icon: IconUsers, component: () => null }],
};

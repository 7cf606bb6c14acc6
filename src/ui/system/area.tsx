import { IconServer } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';

export const systemArea: Area = {
  id: 'system',
  labelKey: 'system:area',
  icon: IconServer,
  pages: [{ path: '/system', labelKey: 'system:area', icon: IconServer, component: () => null }],
};

import { IconSettings } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';

export const settingsArea: Area = {
  id: 'settings',
  labelKey: 'settings:area',
  icon: IconSettings,
  pages: [{ path: '/settings', labelKey: 'settings:area', icon: IconSettings, component: () => null }],
};

import { IconComponents } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';

export const galleryArea: Area = {
  id: 'gallery',
  labelKey: 'gallery:area',
  icon: IconComponents,
  pages: [{ path: '/gallery', labelKey: 'gallery:area', icon: IconComponents, component: () => null }],
};

import { IconComponents } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';
import { lazyPage } from '../app/lazy-page.ts';

export const galleryArea: Area = {
  id: 'gallery',
  labelKey: 'gallery:area',
  icon: IconComponents,
  pages: [
    {
      path: '/gallery',
      labelKey: 'gallery:area',
      icon: IconComponents,
      inNavigation: false,
      component: lazyPage(() => import('./gallery-page.tsx'), 'GalleryPage'),
    },
  ],
  actions: [
    {
      id: 'gallery.open',
      labelKey: 'gallery:open',
      keywords: 'gallery:keywords',
      icon: IconComponents,
      run: ({ navigate }) => navigate('/gallery'),
    },
  ],
};

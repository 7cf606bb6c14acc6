import { IconComponents } from '@tabler/icons-react';
import { lazyRouteComponent } from '@tanstack/react-router';
import type { Area } from '../app/area.ts';

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
      component: lazyRouteComponent(() => import('./gallery-page.tsx'), 'GalleryPage'),
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

import { IconReportAnalytics } from '@tabler/icons-react';
import type { Area } from '../app/area.ts';
import { lazyPage } from '../app/lazy-page.ts';

export const reportsArea: Area = {
  id: 'reports',
  labelKey: 'reports:area',
  icon: IconReportAnalytics,
  pages: [
    {
      path: '/reports',
      labelKey: 'reports:area',
      keywords: 'reports:keywords',
      icon: IconReportAnalytics,
      component: lazyPage(() => import('./reports-page.tsx'), 'ReportsPage'),
    },
  ],
};

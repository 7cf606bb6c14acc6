import {
  IconBroadcast,
  IconCategory,
  IconChartBar,
  IconChartHistogram,
  IconPencilDollar,
  IconTablePlus,
  IconTerminal2,
  IconSpeakerphone,
  IconUsersPlus,
} from '@tabler/icons-react';
import type { Area } from '../app/area.ts';
import { lazyPage } from '../app/lazy-page.ts';

export const analyticsArea: Area = {
  id: 'analytics',
  labelKey: 'analytics:area',
  icon: IconChartHistogram,
  pages: [
    {
      path: '/analytics/platform',
      labelKey: 'analytics:pages.platform',
      keywords: 'analytics:keywords.platform',
      icon: IconChartBar,
      shortcut: 'g p',
      component: lazyPage(() => import('./pages.tsx'), 'PlatformPage'),
    },
    {
      path: '/analytics/editor',
      labelKey: 'analytics:pages.editor',
      keywords: 'analytics:keywords.editor',
      icon: IconPencilDollar,
      component: lazyPage(() => import('./pages.tsx'), 'EditorPage'),
    },
    {
      path: '/analytics/advertiser',
      labelKey: 'analytics:pages.advertiser',
      keywords: 'analytics:keywords.advertiser',
      icon: IconSpeakerphone,
      component: lazyPage(() => import('./pages.tsx'), 'AdvertiserPage'),
    },
    {
      path: '/analytics/channel',
      labelKey: 'analytics:pages.channel',
      keywords: 'analytics:keywords.channel',
      icon: IconBroadcast,
      component: lazyPage(() => import('./pages.tsx'), 'ChannelPage'),
    },
    {
      path: '/analytics/category',
      labelKey: 'analytics:pages.category',
      keywords: 'analytics:keywords.category',
      icon: IconCategory,
      component: lazyPage(() => import('./pages.tsx'), 'CategoryPage'),
    },
    {
      path: '/analytics/customers',
      labelKey: 'analytics:pages.customers',
      keywords: 'analytics:keywords.customers',
      icon: IconUsersPlus,
      component: lazyPage(() => import('./pages.tsx'), 'CohortsPage'),
    },
    {
      path: '/analytics/explore',
      labelKey: 'analytics:explore.title',
      keywords: 'analytics:explore.keywords',
      icon: IconTablePlus,
      component: lazyPage(() => import('./explore/explore-page.tsx'), 'ExplorePage'),
    },
    {
      path: '/analytics/sql',
      labelKey: 'analytics:sql.title',
      keywords: 'analytics:sql.keywords',
      icon: IconTerminal2,
      component: lazyPage(() => import('./sql/sql-page.tsx'), 'SqlPage'),
    },
  ],
};

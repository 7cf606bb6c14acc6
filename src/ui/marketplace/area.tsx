import {
  IconBroadcast,
  IconBuildingStore,
  IconId,
  IconReceipt,
  IconReceiptDollar,
  IconScale,
  IconUserPlus,
  IconTag,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { Area } from '../app/area.ts';
import { lazyPage } from '../app/lazy-page.ts';
import { findInMarketplace } from './find-in-marketplace.ts';

export const marketplaceArea: Area = {
  id: 'marketplace',
  labelKey: 'marketplace:area',
  icon: IconBuildingStore,
  pages: [
    {
      path: '/marketplace/orders',
      labelKey: 'marketplace:orders.page',
      keywords: 'marketplace:orders.keywords',
      icon: IconReceipt,
      shortcut: 'g o',
      component: lazyPage(() => import('./orders/orders-page.tsx'), 'OrdersPage'),
    },
    {
      path: '/marketplace/customers',
      labelKey: 'marketplace:customers.page',
      keywords: 'marketplace:customers.keywords',
      icon: IconUsersGroup,
      shortcut: 'g u',
      component: lazyPage(() => import('./customers/customers-page.tsx'), 'CustomersPage'),
    },
    {
      path: '/marketplace/verification',
      labelKey: 'verification:page',
      keywords: 'verification:keywords',
      icon: IconId,
      shortcut: 'g i',
      component: lazyPage(() => import('./verification/verification-page.tsx'), 'VerificationPage'),
    },
    {
      path: '/marketplace/disputes',
      labelKey: 'marketplace:disputes.page',
      keywords: 'marketplace:disputes.keywords',
      icon: IconScale,
      shortcut: 'g q',
      component: lazyPage(() => import('./disputes/disputes-page.tsx'), 'DisputesPage'),
    },
    {
      path: '/marketplace/channels',
      labelKey: 'marketplace:channels.page',
      keywords: 'marketplace:channels.keywords',
      icon: IconBroadcast,
      shortcut: 'g h',
      component: lazyPage(() => import('./channels/channels-page.tsx'), 'ChannelsPage'),
    },
    {
      path: '/marketplace/listings',
      labelKey: 'marketplace:listings.page',
      keywords: 'marketplace:listings.keywords',
      icon: IconTag,
      shortcut: 'g l',
      component: lazyPage(() => import('./listings/listings-page.tsx'), 'ListingsPage'),
    },
  ],
  records: { find: findInMarketplace },
  actions: [
    {
      id: 'marketplace.new-customer',
      labelKey: 'customers:add',
      keywords: 'customers:addKeywords',
      icon: IconUserPlus,
      permission: 'marketplace:write',
      run: ({ navigate }) => navigate('/marketplace/customers', { add: true }),
    },
    {
      id: 'marketplace.new-order',
      labelKey: 'marketplace:orders.new',
      keywords: 'marketplace:orders.newKeywords',
      icon: IconReceiptDollar,
      permission: 'marketplace:write',
      run: ({ navigate }) => navigate('/marketplace/orders', { add: true }),
    },
    {
      id: 'marketplace.add-channel',
      labelKey: 'marketplace:channels.add',
      keywords: 'marketplace:channels.addKeywords',
      icon: IconBroadcast,
      permission: 'marketplace:write',
      run: ({ navigate }) => navigate('/marketplace/channels', { add: true }),
    },
  ],
};

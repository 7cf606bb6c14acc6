import { type ViewPage, viewPages } from '#contract/view-pages.ts';
import type { LabelKey } from '../../app/i18n.ts';

type ViewPlace = {
  readonly path: string;
  readonly labelKey: LabelKey;
  /** What of the page's search belongs to no view: what is open on it at the moment. */
  readonly passing: readonly string[];
};

/** Where the views of each page belong. */
export const viewPlaces: Readonly<Record<ViewPage, ViewPlace>> = {
  accounts: { path: '/accounts', labelKey: 'accounts:area', passing: ['account', 'part', 'add', 'since'] },
  orders: {
    path: '/marketplace/orders',
    labelKey: 'marketplace:orders.page',
    passing: ['order', 'part', 'add', 'listing', 'since'],
  },
  payments: { path: '/marketplace/payments', labelKey: 'payments:page', passing: ['since'] },
  customers: {
    path: '/marketplace/customers',
    labelKey: 'marketplace:customers.page',
    passing: ['customer', 'part', 'add', 'became', 'active'],
  },
  channels: {
    path: '/marketplace/channels',
    labelKey: 'marketplace:channels.page',
    passing: ['channel', 'part', 'add'],
  },
  listings: {
    path: '/marketplace/listings',
    labelKey: 'marketplace:listings.page',
    passing: ['listing', 'add', 'channel'],
  },
  disputes: {
    path: '/marketplace/disputes',
    labelKey: 'marketplace:disputes.page',
    passing: ['dispute', 'ofOrder', 'since'],
  },
  verification: {
    path: '/marketplace/verification',
    labelKey: 'verification:page',
    passing: ['request', 'add'],
  },
  'analytics.platform': dashboard('/analytics/platform', 'analytics:pages.platform'),
  'analytics.editor': dashboard('/analytics/editor', 'analytics:pages.editor'),
  'analytics.advertiser': dashboard('/analytics/advertiser', 'analytics:pages.advertiser'),
  'analytics.channel': dashboard('/analytics/channel', 'analytics:pages.channel'),
  'analytics.category': dashboard('/analytics/category', 'analytics:pages.category'),
  'analytics.customers': dashboard('/analytics/customers', 'analytics:pages.customers'),
  'analytics.explore': dashboard('/analytics/explore', 'components:views.explore'),
};

function dashboard(path: string, labelKey: LabelKey): ViewPlace {
  return { path, labelKey, passing: [] };
}

/** The page that is at a path and has views; null for all others. */
export function viewPageAt(path: string): ViewPage | null {
  return viewPages.find((page) => viewPlaces[page].path === path) ?? null;
}

/** The name that a page's columns are remembered by on this machine, as `DataGrid` is given it. */
export function gridOfView(page: ViewPage, search: Readonly<Record<string, unknown>>): string {
  if (page !== 'verification') return page;
  const { queue } = search;
  return `verification-${typeof queue === 'string' ? queue : 'waiting'}`;
}

/**
 * Pages whose state can be saved as a view, by the name that views are kept under. A name stays for good: saved views and
 * files name it. Where each page is, `ui/components/views/view-places.ts` says.
 */
export const viewPages = [
  'accounts',
  'orders',
  'payments',
  'customers',
  'channels',
  'listings',
  'disputes',
  'verification',
  'analytics.platform',
  'analytics.editor',
  'analytics.advertiser',
  'analytics.channel',
  'analytics.category',
  'analytics.customers',
  'analytics.explore',
] as const;
export type ViewPage = (typeof viewPages)[number];

export function isViewPage(name: string): name is ViewPage {
  return viewPages.some((page) => page === name);
}

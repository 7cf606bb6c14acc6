import type { MarketNews, PaymentNews } from '#contract/marketplace/news.ts';
import type { Instant } from '#contract/time.ts';

export const newsKinds = [
  'created',
  'completed',
  'disputed',
  'flagged',
  'suspended',
  'standingChanged',
  'paymentsFailed',
] as const;
export type NewsKind = (typeof newsKinds)[number];

export type News = {
  readonly kind: NewsKind;
  /** Undefined before it is known. */
  readonly count: number | undefined;
  /** To the rows that were counted. */
  readonly link: { readonly to: string; readonly search: object };
};

/** What is known so far; null where the operator's role may not know. */
export type KnownNews = {
  readonly market: MarketNews | undefined | null;
  readonly accounts: number | undefined | null;
  readonly payments: PaymentNews | undefined | null;
};

const orders = '/marketplace/orders';
const customers = '/marketplace/customers';

/** What happened from an instant on, always in the same places: each number leads to a list of as many rows. */
export function newsSince(since: Instant, { market, accounts, payments }: KnownNews): readonly News[] {
  const found: News[] = [];
  if (market !== null) {
    const order = (what: 'created' | 'completed') => ({ to: orders, search: { since: { what, at: since } } });
    const customer = (state: 'flagged' | 'suspended') => ({
      to: customers,
      search: { became: { state, since } },
    });
    found.push(
      { kind: 'created', count: market?.created, link: order('created') },
      { kind: 'completed', count: market?.completed, link: order('completed') },
      {
        kind: 'disputed',
        count: market?.disputed,
        link: { to: '/marketplace/disputes', search: { since } },
      },
      { kind: 'flagged', count: market?.flagged, link: customer('flagged') },
      { kind: 'suspended', count: market?.suspended, link: customer('suspended') },
    );
  }
  if (accounts !== null) {
    found.push({
      kind: 'standingChanged',
      count: accounts,
      link: { to: '/accounts', search: { since } },
    });
  }
  if (payments !== null) {
    found.push({
      kind: 'paymentsFailed',
      count: payments?.failed,
      link: { to: '/marketplace/payments', search: { state: ['failed'], since } },
    });
  }
  return found;
}

import type { Contract } from './contract.ts';

/** Tables of the local copy, by query: `rest` is for those of the domain that are not named. */
type TablesOfDomain<Domain> = { readonly rest: readonly string[] } & {
  readonly [Name in QueryName<Domain>]?: readonly string[];
};
type QueryName<Domain> = {
  [Name in keyof Domain]: Domain[Name] extends { readonly kind: 'query' } ? Name : never;
}[keyof Domain];

const orderList = ['orders', 'customers', 'channels'];

/**
 * Which tables the queries of each domain read: when one of them changes, whoever shows an answer reads it again. A domain that
 * is missing here does not compile; one whose answers are not of the local copy reads none. `offline-pages.pg.test.ts` compares it
 * with what SQLite opens for each query.
 */
export const tablesRead: { readonly [Domain in keyof Contract]: TablesOfDomain<Contract[Domain]> } = {
  accountImport: { rest: ['accounts'] },
  accounts: {
    rest: ['accounts', 'account_leases'],
    list: ['accounts', 'account_leases', 'account_check_runs', 'account_check_items', 'account_checks'],
    selectionLabels: ['accounts', 'account_check_runs', 'account_check_items', 'account_checks'],
    checks: ['account_checks'],
    checkRuns: ['account_check_runs', 'account_check_items', 'account_checks'],
    checkRun: ['account_check_runs', 'account_check_items', 'account_checks'],
    checkRunAccounts: ['account_check_runs', 'account_check_items', 'account_checks', 'accounts'],
    note: ['accounts', 'account_notes'],
    standingHistory: ['accounts', 'account_checks', 'account_usage'],
    usage: ['accounts', 'account_usage', 'account_checks', 'account_check_runs'],
    removals: ['account_removals', 'account_removal_items', 'account_log_outs', 'accounts'],
    removal: ['account_removals', 'account_removal_items', 'account_log_outs', 'accounts'],
    removedAccounts: ['account_removals', 'account_removal_items', 'account_log_outs', 'accounts'],
  },
  analytics: {
    rest: ['orders', 'channels'],
    activeCustomers: ['customers'],
    retention: ['orders', 'customers'],
  },
  channels: {
    rest: ['channels', 'customers', 'listings', 'channel_metrics'],
    get: ['channels', 'customers', 'listings', 'channel_metrics', 'channel_events', 'orders'],
    metrics: ['channel_metrics'],
    // Stays as it was when it was shown: who was faster is told by the decision.
    previewDecision: [],
  },
  commission: { rest: ['commission_rules'] },
  customers: {
    rest: ['customers', 'customer_events', 'customer_risk'],
    ratings: ['ratings', 'customers'],
    ratingsOfOrder: ['ratings', 'orders'],
  },
  listings: {
    rest: ['listings', 'channels', 'customers'],
    get: ['listings', 'channels', 'customers', 'listing_events'],
    calendar: ['orders', 'channel_blocked_days'],
  },
  exports: { rest: [] },
  disputes: {
    rest: [...orderList, 'disputes', 'dispute_evidence', 'dispute_rule_sets', 'placement_checks'],
  },
  marketplace: {
    rest: orderList,
    order: [...orderList, 'order_events', 'ledger_accounts'],
    previewMove: [...orderList, 'ledger_accounts'],
    customers: ['customers', 'customer_events', 'orders'],
    customer: ['customers', 'channels', 'orders', 'payments', 'ratings', 'ledger_accounts'],
    // Read from the database; each transfer changes an account.
    statement: ['ledger_accounts'],
    balances: ['ledger_accounts'],
    offers: ['listings', 'channels'],
    payments: ['payments', 'customers'],
    keptPayments: ['payments', 'customers'],
    news: ['orders', 'disputes', 'customer_events'],
    waiting: ['orders', 'disputes', 'channels', 'customers', 'verification_requests'],
    paymentNews: ['payments'],
  },
  metrics: {
    rest: ['orders', 'customers', 'channels', 'payments'],
    cuts: [],
    growth: ['orders', 'customers'],
    subscribers: ['channels', 'channel_metrics'],
    annotations: [
      'annotations',
      'operators',
      'customers',
      'customer_events',
      'channels',
      'channel_events',
      'listings',
      'listing_events',
      'commission_rules',
      'risk_rules',
      'dispute_rule_sets',
    ],
  },
  risk: { rest: ['risk_rules', 'customer_risk', 'customers', 'customer_events'] },
  // Files of this console.
  reports: { rest: [], definitions: ['report_definitions', 'operators'] },
  placements: { rest: ['orders', 'placements', 'placement_checks'] },
  settings: { rest: ['workspace_settings', 'workspaces'] },
  signIn: { rest: [] },
  // Asked when somebody asks; rows are counted as they were then.
  sqlConsole: { rest: [] },
  sync: { rest: [] },
  system: { rest: [] },
  vault: { rest: ['vault_data_keys', 'vault_rotations', 'accounts', 'verification_documents'] },
  verification: {
    rest: ['verification_requests', 'verification_documents', 'verification_events', 'customers'],
    request: [
      'verification_requests',
      'verification_documents',
      'verification_events',
      'customers',
      'workspace_settings',
    ],
  },
  views: { rest: ['saved_views', 'view_defaults', 'operators'] },
};

/** Whether the answer of a query may be another one after these tables have changed. */
export function isAffected(domain: string, name: string, changed: ReadonlySet<string>): boolean {
  const byDomain: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = tablesRead;
  const ofDomain = byDomain[domain];
  const tables = ofDomain?.[name] ?? ofDomain?.['rest'] ?? [];
  return tables.some((table) => changed.has(table));
}

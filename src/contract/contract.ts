import { accountChecksContract } from './account-checks.ts';
import { accountDetailsContract } from './account-details.ts';
import { accountImportContract } from './account-import.ts';
import { accountRemovalsContract } from './account-removals.ts';
import { accountsContract } from './accounts.ts';
import { analyticsContract } from './analytics.ts';
import { commissionContract } from './marketplace/commission.ts';
import { channelsContract } from './marketplace/channel-contract.ts';
import { listingsContract } from './marketplace/listing-contract.ts';
import { exportsContract } from './exports.ts';
import { marketplaceContract } from './marketplace/contract.ts';
import { metricsContract } from './metrics/contract.ts';
import { customersContract } from './marketplace/customer-acts.ts';
import { riskContract } from './marketplace/risk-contract.ts';
import { disputesContract } from './disputes.ts';
import { placementsContract } from './placements.ts';
import type { DomainContract } from './procedure.ts';
import { reportsContract } from './reports.ts';
import { settingsContract } from './settings.ts';
import { signInContract } from './sign-in.ts';
import { sqlConsoleContract } from './sql-console.ts';
import { syncContract } from './sync.ts';
import { systemContract } from './system.ts';
import { vaultContract } from './vault.ts';
import { verificationContract } from './marketplace/verification.ts';
import { viewsContract } from './views.ts';

/** All that the UI may ask. Both shells carry exactly this; `contract.test.ts` holds its fingerprint. */
export const contract = {
  accountImport: accountImportContract,
  accounts: {
    ...accountsContract,
    ...accountChecksContract,
    ...accountDetailsContract,
    ...accountRemovalsContract,
  },
  analytics: analyticsContract,
  commission: commissionContract,
  customers: customersContract,
  channels: channelsContract,
  listings: listingsContract,
  marketplace: marketplaceContract,
  metrics: metricsContract,
  risk: riskContract,
  exports: exportsContract,
  reports: reportsContract,
  disputes: disputesContract,
  placements: placementsContract,
  settings: settingsContract,
  signIn: signInContract,
  sqlConsole: sqlConsoleContract,
  sync: syncContract,
  system: systemContract,
  vault: vaultContract,
  verification: verificationContract,
  views: viewsContract,
} as const satisfies Readonly<Record<string, DomainContract>>;

export type Contract = typeof contract;

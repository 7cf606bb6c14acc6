import type { ExportedTable } from '../exports/exported-table.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { channelsExport } from './channels/exports.ts';
import { customersExport } from './customers/exports.ts';
import { disputesExport } from './disputes/exports.ts';
import { statementExport } from './ledger/exports.ts';
import { listingsExport } from './listings/exports.ts';
import { ordersExport } from './orders/exports.ts';
import { paymentsExport } from './payments/exports.ts';
import { verificationsExport } from './verification/exports.ts';

/** What of the marketplace can leave the console as a file: each grid adds its own. */
export const marketplaceExports = (workspace: Workspace): readonly ExportedTable[] => [
  ordersExport,
  customersExport,
  paymentsExport,
  channelsExport,
  listingsExport,
  disputesExport,
  verificationsExport,
  statementExport(workspace),
];

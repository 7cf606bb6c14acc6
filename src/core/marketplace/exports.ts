import type { ExportedTable } from '../exports/exported-table.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { customersExport } from './customers/exports.ts';
import { statementExport } from './ledger/exports.ts';
import { ordersExport } from './orders/exports.ts';
import { paymentsExport } from './payments/exports.ts';

/** What of the marketplace can leave the console as a file: each grid adds its own. */
export const marketplaceExports = (workspace: Workspace): readonly ExportedTable[] => [
  ordersExport,
  customersExport,
  paymentsExport,
  statementExport(workspace),
];

import { z } from 'zod';
import { customerIdSchema } from '#contract/ids.ts';
import { customerAccountKinds, transferKinds, transferPhases } from '#contract/marketplace/money.ts';
import { enumLabels } from '../../exports/enum-labels.ts';
import { suppliedTable } from '../../exports/supplied-table.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { customerStatement } from './queries/customer-statement.ts';

/** No customer has as many transfers. */
const mostTransfers = 200_000;

/** The statement of one customer, from the database: the transfers are not part of the local copy. */
export const statementExport = (workspace: Workspace) =>
  suppliedTable({
    name: 'statement',
    title: 'Statement',
    permission: 'finance:read',
    input: z.object({ customerId: customerIdSchema }),
    columns: [
      { key: 'id', label: 'Transfer', type: 'integer' },
      { key: 'at', label: 'When', type: 'instant' },
      { key: 'account', label: 'Account', type: 'enum', labels: enumLabels(customerAccountKinds) },
      { key: 'kind', label: 'What', type: 'enum', labels: enumLabels(transferKinds) },
      { key: 'phase', label: 'Phase', type: 'enum', labels: enumLabels(transferPhases) },
      { key: 'orderId', label: 'Order', type: 'integer' },
      { key: 'paymentId', label: 'Payment', type: 'integer' },
      { key: 'amount', label: 'Amount', type: 'money' },
      { key: 'balance', label: 'Balance', type: 'money' },
    ],
    async read({ customerId }) {
      const { rows } = await customerStatement(workspace, { customerId, offset: 0, limit: mostTransfers });
      return rows.map(({ id, at, account, kind, phase, orderId, paymentId, amount, balance }) => [
        id,
        at,
        account,
        kind,
        phase,
        orderId,
        paymentId,
        amount.micros,
        amount.currency,
        balance.micros,
        balance.currency,
      ]);
    },
    chosen: ({ customerId }) => [['Customer no.', String(customerId)]],
  });

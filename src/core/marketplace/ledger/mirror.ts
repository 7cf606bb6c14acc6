import { mirror } from '../../cache/mirror.ts';
import { ledgerAccounts } from './schema.ts';

/** Balances. The transfers behind them stay in Postgres: no page lists them all. */
export const ledgerAccountsMirror = mirror(ledgerAccounts, {
  indexes: { ledger_accounts_by_customer: ['customerId', 'kind'] },
});

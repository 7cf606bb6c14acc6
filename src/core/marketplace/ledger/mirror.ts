import { mirror } from '../../cache/mirror.ts';
import { commissionRules, ledgerAccounts } from './schema.ts';

/** Balances. The transfers behind them stay in Postgres: no page lists them all. */
export const ledgerAccountsMirror = mirror(ledgerAccounts, {
  indexes: { ledger_accounts_by_customer: ['customerId', 'kind'] },
});

/** Few rows: all of them, with what is still to come. */
export const commissionRulesMirror = mirror(commissionRules);

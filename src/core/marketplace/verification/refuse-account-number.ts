import { OpsdeckError } from '#contract/errors.ts';
import { findAccountNumber } from '#contract/marketplace/account-number.ts';

/** @throws OpsdeckError ACCOUNT_NUMBER_REFUSED, which does not repeat it, for a text with a whole number of a card or an account */
export function refuseAccountNumber(text: string): void {
  if (findAccountNumber(text) !== null) throw new OpsdeckError('ACCOUNT_NUMBER_REFUSED', {});
}

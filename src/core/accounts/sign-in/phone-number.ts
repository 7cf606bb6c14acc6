import { OpsdeckError } from '#contract/errors.ts';

/**
 * `+` and digits, from any common way to write an international number: spaces, dashes, brackets, dots, `00` for `+`, and
 * the invisible marks that come along when a number is copied from a contact.
 *
 * @throws OpsdeckError PHONE_NUMBER_INVALID; the number is not in the error.
 */
export function parsePhoneNumber(text: string): string {
  const bare = text.normalize('NFKC').replaceAll(/[\p{Cf}\p{Zs}\p{Pd}\s().·/]/gu, '');
  const digits = /^(?:\+|00)?([1-9]\d{6,14})$/.exec(bare)?.[1];
  if (digits === undefined) throw new OpsdeckError('PHONE_NUMBER_INVALID', {});
  return `+${digits}`;
}

import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import type { SandboxAccount } from '../accounts/account.ts';

/** The account as Telegram shows it to itself. */
export function selfObject(account: SandboxAccount): Api.User {
  const { script } = account;
  return new Api.User({
    self: true,
    id: returnBigInt(account.userId),
    accessHash: returnBigInt(account.authKey.readBigInt64LE(0)),
    firstName: account.firstName,
    lastName: account.lastName,
    phone: account.phone.replace('+', ''),
    ...(account.username === null ? {} : { username: account.username }),
    ...(script.kind === 'restricted'
      ? {
          restricted: true,
          restrictionReason: [
            new Api.RestrictionReason({
              platform: 'all',
              reason: script.reason,
              text: 'This account is limited in the sandbox.',
            }),
          ],
        }
      : {}),
  });
}

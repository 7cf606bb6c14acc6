import type { Api } from 'telegram/tl/index.js';
import type { TelegramSelf } from '../../driver.ts';

export function readSelf(user: Api.User): TelegramSelf {
  return {
    userId: user.id.toString(),
    phone: user.phone ? `+${user.phone}` : null,
    displayName: [user.firstName, user.lastName].filter(Boolean).join(' '),
    username: user.username || null,
  };
}

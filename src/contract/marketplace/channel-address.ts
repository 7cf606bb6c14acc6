import { z } from 'zod';

const username = /^[A-Za-z][A-Za-z0-9_]{3,31}$/;
const link = /^(?:https?:\/\/)?(?:www\.)?(?:t|telegram)\.me\/(?:s\/)?([A-Za-z0-9_]+)(?:\/\d+)?\/?(?:\?.*)?$/i;

/** The username in what a person writes: `@name`, `name`, `t.me/name`, the link of a post. Null when there is none. */
export function usernameIn(address: string): string | null {
  const text = address.trim();
  const name = link.exec(text)?.[1] ?? text.replace(/^@/, '');
  return username.test(name) ? name : null;
}

/** A channel's public address, as `usernameIn` reads it. Links of invitation have none. */
export const channelAddressSchema = z
  .string()
  .max(200)
  .refine((address) => usernameIn(address) !== null, 'must be a @username or a link like t.me/username');

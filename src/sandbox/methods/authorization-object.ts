import { Api } from 'telegram/tl/index.js';
import type { SandboxUser } from '../world/sandbox-user.ts';
import { selfObject } from './user-object.ts';

/** What a successful sign-in is answered with. */
export function authorization(user: SandboxUser): Api.auth.Authorization {
  return new Api.auth.Authorization({ user: selfObject(user.account) });
}

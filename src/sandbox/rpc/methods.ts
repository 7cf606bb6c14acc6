import { helpGetConfig } from '../methods/help-get-config.ts';
import type { SandboxMethod } from '../methods/method.ts';
import { updatesGetState } from '../methods/updates-get-state.ts';
import { usersGetUsers } from '../methods/users-get-users.ts';

/** Every method the sandbox answers, by GramJS's name of the request. */
export const methods: ReadonlyMap<string, SandboxMethod> = new Map(
  [helpGetConfig, updatesGetState, usersGetUsers].map((method) => [method.request, method]),
);

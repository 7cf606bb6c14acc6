import { operatorIdSchema } from '#contract/ids.ts';
import type { Role } from '#contract/permissions.ts';
import type { Caller } from '#core/rpc/caller.ts';

/** Somebody who asks, with this role. */
export function callerWith(role: Role): Caller {
  return { operatorId: operatorIdSchema.parse('0190f2c4-5b7e-7cc0-8a55-1f2e3d4c5b6a'), name: 'Ann', role };
}

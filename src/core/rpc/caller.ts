import type { OperatorId } from '#contract/ids.ts';
import type { Role } from '#contract/permissions.ts';

/** Who asks. The shell establishes it; the core trusts nothing else of a request. */
export type Caller = {
  readonly operatorId: OperatorId;
  readonly name: string;
  readonly role: Role;
};

/** What every call carries. */
export type CallContext = { readonly caller: Caller };

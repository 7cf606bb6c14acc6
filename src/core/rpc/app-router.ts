import type { Contract } from '#contract/contract.ts';
import type { ImplementedDomain } from './implement.ts';
import { createRouter } from './trpc.ts';

/** The router behind both shells, with the context its calls need. */
export type ServedRouter = ReturnType<typeof createRouter>;

/** Puts the implemented domains together. A domain of the contract that is missing does not compile. */
export function createAppRouter(domains: Readonly<Record<keyof Contract, ImplementedDomain>>): ServedRouter {
  return createRouter(domains);
}

import type { Contract } from '#contract/contract.ts';
import type { ImplementedDomain, ImplementedProcedure } from './implement.ts';
import { type Around, nothingAround, serveProcedure } from './serve-procedure.ts';
import { createRouter } from './trpc.ts';

/** The router behind both shells, with the context its calls need. */
export type ServedRouter = ReturnType<typeof createAppRouter>;

export type ImplementedContract = Readonly<Record<keyof Contract, ImplementedDomain>>;

/** Puts the implemented domains together. A domain of the contract that is missing does not compile. */
export function createAppRouter(domains: ImplementedContract, around: Around = nothingAround) {
  return createRouter(
    Object.fromEntries(
      Object.entries(domains).map(([domain, procedures]) => [
        domain,
        serveDomain(domain, procedures, around),
      ]),
    ),
  );
}

/** The procedures of one domain as tRPC knows them. */
export function serveDomain(domain: string, procedures: ImplementedDomain, around: Around = nothingAround) {
  return Object.fromEntries(
    Object.entries(procedures).map(([name, implemented]) => [
      name,
      serveProcedure(`${domain}.${name}`, implemented, around),
    ]),
  );
}

/** A procedure by its name, such as `accounts.saveNote`. */
export function implementedProcedure(domains: ImplementedContract, name: string): ImplementedProcedure {
  const [domain = '', procedure = ''] = name.split('.');
  const found = Object.entries(domains).find(([known]) => known === domain)?.[1][procedure];
  if (found === undefined) throw new Error(`there is no procedure ${name}`);
  return found;
}

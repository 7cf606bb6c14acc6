import type { z } from 'zod';
import type { DomainContract, Procedure } from '#contract/procedure.ts';
import type { Transaction } from '../backend/database.ts';
import type { Caller } from './caller.ts';

/**
 * Runs the work in one transaction, together with the note that this call has taken effect. When it is sent again, nothing is
 * done and the answer of then is returned.
 */
export type Once<Input, Output> = (work: (transaction: Transaction) => Promise<Input>) => Promise<Output>;

/** One call as the domain sees it: checked input, who asks, and the signal that they have left. */
export type Call<P extends Procedure> = {
  readonly input: z.output<P['input']>;
  readonly caller: Caller;
  readonly signal: AbortSignal | undefined;
} & (P extends { readonly offline: 'queue' }
  ? { readonly once: Once<z.input<P['output']>, z.output<P['output']>> }
  : unknown);

type Handler<P extends Procedure> = P['kind'] extends 'stream'
  ? (call: Call<P>) => AsyncIterable<z.input<P['output']>>
  : (call: Call<P>) => Promise<z.input<P['output']>>;

/** One function for each procedure of a domain's contract, no more and no fewer. */
export type Handlers<D extends DomainContract> = { readonly [Name in keyof D]: Handler<D[Name]> };

/** A call whose schemas were forgotten: what carries it has checked it. */
export type AnyCall = {
  readonly input: unknown;
  readonly caller: Caller;
  readonly signal: AbortSignal | undefined;
  readonly once?: Once<unknown, unknown>;
};

export type ImplementedProcedure = {
  readonly procedure: Procedure;
  readonly handle: (call: AnyCall) => unknown;
};

/** The procedures of a domain with their handlers, ready to be put into the router. */
export type ImplementedDomain = Readonly<Record<string, ImplementedProcedure>>;

/** Joins a domain's contract with its handlers. */
export function implement<D extends DomainContract>(domain: D, handlers: Handlers<D>): ImplementedDomain {
  return Object.fromEntries(
    Object.entries(domain).map(([name, procedure]) => [
      name,
      // Object.entries forgets which handler belongs to which procedure; `Handlers<D>` has just checked that.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      { procedure, handle: handlers[name] as ImplementedProcedure['handle'] },
    ]),
  );
}

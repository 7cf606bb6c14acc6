import type { AnyTRPCProcedure } from '@trpc/server';
import type { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import { roleMay } from '#contract/permissions.ts';
import type { DomainContract, Procedure } from '#contract/procedure.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import type { Caller } from './caller.ts';
import { parseInput, parseOutput } from './parse.ts';
import { procedureBuilder } from './trpc.ts';

/** One call as the domain sees it: checked input, who asks, and the signal that they have left. */
export type Call<P extends Procedure> = {
  readonly input: z.output<P['input']>;
  readonly caller: Caller;
  readonly signal: AbortSignal | undefined;
};

type Handler<P extends Procedure> = P['kind'] extends 'stream'
  ? (call: Call<P>) => AsyncIterable<z.input<P['output']>>
  : (call: Call<P>) => Promise<z.input<P['output']>>;

/** One function for each procedure of a domain's contract, no more and no fewer. */
export type Handlers<D extends DomainContract> = { readonly [Name in keyof D]: Handler<D[Name]> };

/** The procedures of a domain, ready to be put into the router. */
export type ImplementedDomain = Readonly<Record<string, AnyTRPCProcedure>>;

type AnyHandler = (call: Call<Procedure>) => unknown;

/**
 * Turns a domain's contract and its handlers into tRPC procedures. For each call: the role is checked against the
 * procedure's permission, then the input against its schema, and what the handler returns against the output schema,
 * so that nothing undeclared crosses the wire (fields the schema does not name are dropped).
 */
export function implement<D extends DomainContract>(domain: D, handlers: Handlers<D>): ImplementedDomain {
  return Object.fromEntries(
    Object.entries(domain).map(([name, procedure]) => [
      name,
      // Object.entries forgets which handler belongs to which procedure; `Handlers<D>` has just checked that.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      implementProcedure(procedure, handlers[name] as AnyHandler),
    ]),
  );
}

function implementProcedure(procedure: Procedure, handler: AnyHandler): AnyTRPCProcedure {
  const builder = procedureBuilder
    .use(({ ctx, next }) => {
      if (!roleMay(ctx.caller.role, procedure.permission)) {
        throw new OpsdeckError('FORBIDDEN', { permission: procedure.permission, role: ctx.caller.role });
      }
      return next();
    })
    .input((raw: unknown) => parseInput(procedure.input, raw));
  switch (procedure.kind) {
    case 'query':
      return builder.query(async ({ ctx, input, signal }) =>
        parseOutput(procedure.output, await handler({ input, caller: ctx.caller, signal })),
      );
    case 'command':
      return builder.mutation(async ({ ctx, input, signal }) =>
        parseOutput(procedure.output, await handler({ input, caller: ctx.caller, signal })),
      );
    case 'stream':
      return builder.subscription(async function* ({ ctx, input, signal }) {
        // `Handler` of a stream returns an iterable; the union of all handlers no longer says so.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        const values = handler({ input, caller: ctx.caller, signal }) as AsyncIterable<unknown>;
        for await (const value of values) yield parseOutput(procedure.output, value);
      });
    default:
      return exhaustive(procedure.kind);
  }
}

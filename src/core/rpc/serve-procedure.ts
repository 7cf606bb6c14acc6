import type { AnyTRPCProcedure } from '@trpc/server';
import { OpsdeckError } from '#contract/errors.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import { roleMay } from '#contract/permissions.ts';
import type { Procedure } from '#contract/procedure.ts';
import type { AnyCall, ImplementedProcedure } from './implement.ts';
import { parseInput, parseOutput } from './parse.ts';
import { procedureBuilder } from './trpc.ts';

/** A call on its way to its handler. */
export type NamedCall = AnyCall & { readonly name: string; readonly procedure: Procedure };

/** What is done around every query and every command, whichever domain answers it. */
export type Around = {
  readonly query: (call: NamedCall, handle: (call: AnyCall) => Promise<unknown>) => Promise<unknown>;
  readonly command: (call: NamedCall, handle: (call: AnyCall) => Promise<unknown>) => Promise<unknown>;
};

export const nothingAround: Around = {
  query: (call, handle) => handle(call),
  command: (call, handle) => handle(call),
};

/**
 * Makes a tRPC procedure. For each call: the role is checked against the procedure's permission, then the input against its
 * schema, and what the handler returns against the output schema, so that nothing undeclared crosses the wire (fields the
 * schema does not name are dropped).
 */
export function serveProcedure(
  name: string,
  { procedure, handle }: ImplementedProcedure,
  around: Around,
): AnyTRPCProcedure {
  const builder = procedureBuilder
    .use(({ ctx, next }) => {
      if (!roleMay(ctx.caller.role, procedure.permission)) {
        throw new OpsdeckError('FORBIDDEN', { permission: procedure.permission, role: ctx.caller.role });
      }
      return next();
    })
    .input((raw: unknown) => parseInput(procedure.input, raw));
  const answer = async (call: AnyCall): Promise<unknown> => handle(call);
  switch (procedure.kind) {
    case 'query':
      return builder.query(async ({ ctx, input, signal }) =>
        parseOutput(
          procedure.output,
          await around.query({ name, procedure, input, caller: ctx.caller, signal }, answer),
        ),
      );
    case 'command':
      return builder.mutation(async ({ ctx, input, signal }) =>
        parseOutput(
          procedure.output,
          await around.command({ name, procedure, input, caller: ctx.caller, signal }, answer),
        ),
      );
    case 'stream':
      return builder.subscription(async function* ({ ctx, input, signal }) {
        // `Handler` of a stream returns an iterable; the union of all handlers no longer says so.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        const values = handle({ input, caller: ctx.caller, signal }) as AsyncIterable<unknown>;
        for await (const value of values) yield parseOutput(procedure.output, value);
      });
    default:
      return exhaustive(procedure.kind);
  }
}

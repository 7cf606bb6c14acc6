import { initTRPC } from '@trpc/server';
import { errorCatalogue } from '#contract/errors.ts';
import type { OpsdeckErrorShape } from '#contract/router-type.ts';
import { wireErrorOf } from './wire-error.ts';
import type { CallContext } from './caller.ts';

const trpc = initTRPC.context<CallContext>().create({
  // Stacks and causes stay on this side, in development too.
  isDev: false,
  errorFormatter({ shape, error }): OpsdeckErrorShape {
    const wireError = wireErrorOf(error);
    const { httpStatus } = errorCatalogue[wireError.code];
    return { ...shape, message: wireError.code, data: { ...shape.data, httpStatus, opsdeck: wireError } };
  },
});

export const createRouter = trpc.router;
export const createCaller = trpc.createCallerFactory;

/** Where every procedure starts. */
export const procedureBuilder = trpc.procedure;

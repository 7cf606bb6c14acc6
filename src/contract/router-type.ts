import type {
  TRPCBuiltRouter,
  TRPCDefaultErrorShape,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from '@trpc/server';
import type { z } from 'zod';
import type { Contract } from './contract.ts';
import type { AnyErrorDetails, ErrorCode } from './errors.ts';
import type { DomainContract, Procedure } from './procedure.ts';

/** The error as it crosses the wire: a code of the catalogue and what fills its texts. Never a stack or a cause. */
export type WireError = { code: ErrorCode; details: AnyErrorDetails };

export type OpsdeckErrorShape = TRPCDefaultErrorShape & { data: { opsdeck: WireError } };

type Definition<P extends Procedure> = {
  meta: unknown;
  input: undefined extends z.input<P['input']> ? void : z.input<P['input']>;
};

type RouterProcedure<P extends Procedure> = P['kind'] extends 'query'
  ? TRPCQueryProcedure<Definition<P> & { output: z.output<P['output']> }>
  : P['kind'] extends 'command'
    ? TRPCMutationProcedure<Definition<P> & { output: z.output<P['output']> }>
    : TRPCSubscriptionProcedure<Definition<P> & { output: AsyncIterable<z.output<P['output']>, void> }>;

type RouterRecord<D extends DomainContract> = { [Name in keyof D]: RouterProcedure<D[Name]> };

type RootTypes = { ctx: object; meta: object; errorShape: OpsdeckErrorShape; transformer: false };

/**
 * The tRPC router that the contract describes, as a type. It is derived here, from schemas alone, so that the UI's client
 * is fully typed without importing anything of the core.
 */
export type AppRouter = TRPCBuiltRouter<
  RootTypes,
  { [Domain in keyof Contract]: RouterRecord<Contract[Domain]> }
>;

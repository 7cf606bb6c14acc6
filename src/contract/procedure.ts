import type { z } from 'zod';
import type { Permission } from './permissions.ts';

/**
 * One thing the UI may ask. The three kinds differ in what the shells do with them:
 * a `query` only reads and may be repeated freely, a `command` is one transaction that either happens or does not,
 * a `stream` yields values until it ends or the caller leaves.
 */
export type Procedure<
  Kind extends ProcedureKind = ProcedureKind,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> = {
  readonly kind: Kind;
  readonly permission: Permission;
  readonly input: Input;
  /** What a query or a command returns; for a stream, the schema of each value it yields. */
  readonly output: Output;
  /**
   * `queue`: while the database is away the command is kept on this device and sent later, exactly once. Its answer says so,
   * and its domain says how it gets on with what others did meanwhile.
   */
  readonly offline?: 'queue';
};

export type ProcedureKind = 'query' | 'command' | 'stream';

/** The procedures of one domain, by name. */
export type DomainContract = Readonly<Record<string, Procedure>>;

type Shape<Input extends z.ZodType, Output extends z.ZodType> = {
  permission: Permission;
  input: Input;
  output: Output;
};

export function query<Input extends z.ZodType, Output extends z.ZodType>(shape: Shape<Input, Output>) {
  return { kind: 'query', ...shape } as const;
}

export function command<Input extends z.ZodType, Output extends z.ZodType>(shape: Shape<Input, Output>) {
  return { kind: 'command', ...shape } as const;
}

/** A command that can wait for the database: see `Procedure.offline`. */
export function queuedCommand<Input extends z.ZodType, Output extends z.ZodType>(
  shape: Shape<Input, Output>,
) {
  return { kind: 'command', offline: 'queue', ...shape } as const;
}

export function stream<Input extends z.ZodType, Output extends z.ZodType>(shape: Shape<Input, Output>) {
  return { kind: 'stream', ...shape } as const;
}

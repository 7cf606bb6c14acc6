import { z } from 'zod';

export const accountScriptKinds = [
  'active',
  'restricted',
  'flood-wait',
  'banned',
  'unregistered',
  'revoked',
  'deactivated',
  'duplicated',
  'silent',
  'forgotten',
  'reset',
  'internal-error',
  'error',
] as const;

/** How a sandbox account behaves towards whoever holds its session. */
export const accountScriptSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('active') }),
  z.object({ kind: z.literal('banned') }),
  z.object({ kind: z.literal('deactivated') }),
  z.object({ kind: z.literal('revoked') }),
  z.object({ kind: z.literal('unregistered') }),
  z.object({ kind: z.literal('duplicated') }),
  /** Works, but its user object says it is restricted, and why. */
  z.object({ kind: z.literal('restricted'), reason: z.string() }),
  z.object({ kind: z.literal('flood-wait'), seconds: z.int().positive() }),
  /** Accepts everything and never answers. */
  z.object({ kind: z.literal('silent') }),
  /** The data centre has forgotten the key: transport error −404. */
  z.object({ kind: z.literal('forgotten') }),
  /** Cuts the connection after so many bytes of this socket. */
  z.object({ kind: z.literal('reset'), afterBytes: z.int().nonnegative() }),
  /** An internal error of the server's. */
  z.object({ kind: z.literal('internal-error') }),
  /** Any error that Telegram might answer with. */
  z.object({ kind: z.literal('error'), code: z.int(), message: z.string() }),
]);
export type AccountScript = z.infer<typeof accountScriptSchema>;
export type AccountScriptKind = AccountScript['kind'];

export type RpcFailure = { readonly code: number; readonly message: string };

/** The error that a script gives to requests that need a signed-in account, or null when it lets them through. */
export function failureOf(script: AccountScript): RpcFailure | null {
  switch (script.kind) {
    case 'banned':
      return { code: 401, message: 'USER_DEACTIVATED_BAN' };
    case 'deactivated':
      return { code: 401, message: 'USER_DEACTIVATED' };
    case 'revoked':
      return { code: 401, message: 'SESSION_REVOKED' };
    case 'unregistered':
      return { code: 401, message: 'AUTH_KEY_UNREGISTERED' };
    case 'duplicated':
      return { code: 406, message: 'AUTH_KEY_DUPLICATED' };
    case 'flood-wait':
      return { code: 420, message: `FLOOD_WAIT_${script.seconds}` };
    case 'internal-error':
      return { code: 500, message: 'INTERNAL' };
    case 'error':
      return { code: script.code, message: script.message };
    default:
      return null;
  }
}

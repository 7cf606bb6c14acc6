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
  'peer-flood',
  'ban-after',
  'ban-at',
  'cut',
  'drip',
  'half-closed',
  'wrong-salt',
  'corrupt',
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
  /** May not write to others for now. */
  z.object({ kind: z.literal('peer-flood') }),
  /** Works for so many answers, and is banned from then on. */
  z.object({ kind: z.literal('ban-after'), answers: z.int().nonnegative() }),
  /** Works until then (milliseconds since 1970), and is banned from then on. */
  z.object({ kind: z.literal('ban-at'), at: z.int() }),
  /** Sends so many bytes on each socket, then cuts it. */
  z.object({ kind: z.literal('cut'), afterBytes: z.int().nonnegative() }),
  /** Sends one byte every so many milliseconds. */
  z.object({ kind: z.literal('drip'), everyMs: z.int().positive() }),
  /** Says after the first request that it will send nothing more, and goes on listening. */
  z.object({ kind: z.literal('half-closed') }),
  /** Calls the salt of every message wrong, the one it has just given too. */
  z.object({ kind: z.literal('wrong-salt') }),
  /** Turns one bit of everything it sends over: where the transport notices, or where only the decryption can. */
  z.object({ kind: z.literal('corrupt'), part: z.enum(['checksum', 'payload']) }),
]);
export type AccountScript = z.infer<typeof accountScriptSchema>;
export type AccountScriptKind = AccountScript['kind'];

export type RpcFailure = { readonly code: number; readonly message: string };

const banned: RpcFailure = { code: 401, message: 'USER_DEACTIVATED_BAN' };

/**
 * The error that a script gives to requests that need a signed-in account, or null when it lets them through.
 * `answered` is how many requests the account has had an answer to, `now` the time in milliseconds.
 */
export function failureOf(script: AccountScript, answered = 0, now = Date.now()): RpcFailure | null {
  switch (script.kind) {
    case 'banned':
      return banned;
    case 'ban-after':
      return answered >= script.answers ? banned : null;
    case 'ban-at':
      return now >= script.at ? banned : null;
    case 'peer-flood':
      return { code: 400, message: 'PEER_FLOOD' };
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

import { z } from 'zod';
import { accountIdSchema } from './ids.ts';
import { command, stream, type DomainContract } from './procedure.ts';

/** Names a sign-in under way. Nobody can guess it, and it is good for the operator who began it only. */
export const signInIdSchema = z
  .string()
  .regex(/^[\w-]{43}$/)
  .brand<'SignInId'>();
export type SignInId = z.infer<typeof signInIdSchema>;

/** How a login code reaches the person. */
export const codeDeliveries = [
  'app',
  'sms',
  'call',
  'flash_call',
  'missed_call',
  'email',
  'fragment',
  'other',
] as const;
export const codeDeliverySchema = z.enum(codeDeliveries);

/** `renewed`: the account was in the pool with a session that had stopped working, and has this one now. */
export const signedInAccountSchema = z.object({
  kind: z.enum(['added', 'renewed']),
  id: accountIdSchema,
  displayName: z.string(),
  phone: z.string().nullable(),
  username: z.string().nullable(),
});
export type SignedInAccount = z.infer<typeof signedInAccountSchema>;

const codeSentSchema = z.object({
  kind: z.literal('code-sent'),
  delivery: codeDeliverySchema,
  /** How many digits it has, where Telegram says so. */
  length: z.int().positive().nullable(),
  /** How it would come the next time; null when Telegram knows no other way. */
  nextDelivery: codeDeliverySchema.nullable(),
  /** It may be asked for again after so many seconds; null when Telegram does not say. */
  resendAfterSeconds: z.int().nonnegative().nullable(),
});
const passwordNeededSchema = z.object({ kind: z.literal('password-needed'), hint: z.string().nullable() });
const signedInSchema = z.object({ kind: z.literal('signed-in'), account: signedInAccountSchema });

/** What Telegram wants next, or that there is nothing more to do. */
export const signInStepSchema = z.discriminatedUnion('kind', [
  codeSentSchema,
  passwordNeededSchema,
  signedInSchema,
]);
export type SignInStep = z.infer<typeof signInStepSchema>;

export const qrStateSchema = z.discriminatedUnion('kind', [
  /** Show this code; it is replaced by a newer one before `validMs` are over. */
  z.object({ kind: z.literal('waiting'), url: z.string(), validMs: z.int().nonnegative() }),
  /** The connection to Telegram was lost and is made again: the code last shown may not work. */
  z.object({ kind: z.literal('reconnecting') }),
  passwordNeededSchema,
  signedInSchema,
]);
export type QrState = z.infer<typeof qrStateSchema>;

const ofSignIn = z.object({ signInId: signInIdSchema });
const labels = z.array(z.string().trim().min(1).max(64)).max(50).default([]);

/**
 * Adds an account by signing in to it on Telegram. A sign-in lives in the memory of one console, for a few minutes. What
 * Telegram refuses is an error (`LOGIN_…`, `PHONE_NUMBER_…`) and leaves the sign-in as it was, so the same step may be tried
 * again; `LOGIN_ENDED` says that it is over. A step whose answer was lost may be repeated too.
 */
export const signInContract = {
  /** Has a login code sent to the phone, written in any common way with its country code. */
  startPhone: command({
    permission: 'accounts:write',
    input: z.object({ phone: z.string().trim().min(1).max(64), labels }),
    output: z.object({ signInId: signInIdSchema, step: signInStepSchema }),
  }),
  submitCode: command({
    permission: 'accounts:write',
    input: ofSignIn.extend({ code: z.string().trim().min(1).max(32) }),
    output: signInStepSchema,
  }),
  /** Asks for another code, by the next way. The one before is worth nothing then. */
  resendCode: command({ permission: 'accounts:write', input: ofSignIn, output: signInStepSchema }),
  /** The password of two-step verification, after a code or a QR code. */
  submitPassword: command({
    permission: 'accounts:write',
    input: ofSignIn.extend({ password: z.string().min(1).max(1024) }),
    output: signInStepSchema,
  }),
  /** Begins to show QR codes; `watchQr` has them. It is cancelled when nobody watches it for a while. */
  startQr: command({
    permission: 'accounts:write',
    input: z.object({ labels }),
    output: z.object({ signInId: signInIdSchema }),
  }),
  /** The state at once and whenever it changes; ends with `signed-in`, or with the error that ended the sign-in. */
  watchQr: stream({ permission: 'accounts:read', input: ofSignIn, output: qrStateSchema }),
  /** Ends a sign-in. One that is over already is left as it is. */
  cancel: command({ permission: 'accounts:write', input: ofSignIn, output: z.void() }),
} as const satisfies DomainContract;

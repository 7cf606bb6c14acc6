import { z } from 'zod';
import { verificationIdSchema } from '#contract/ids.ts';
import { type VerificationFilter, verificationQueues } from '#contract/marketplace/verification.ts';
import { verificationKinds, verificationStates } from '#contract/marketplace/verification-states.ts';

/** What of the verification page stands in its URL. A part that was edited into nonsense falls back alone. */
export const verificationSearchSchema = z.object({
  queue: z.enum(verificationQueues).optional().catch(undefined),
  q: z.coerce.string().max(200).optional().catch(undefined),
  kind: z.array(z.enum(verificationKinds)).optional().catch(undefined),
  state: z.array(z.enum(verificationStates)).optional().catch(undefined),
  request: verificationIdSchema.optional().catch(undefined),
  /** The dialog for a new request is open. */
  add: z.boolean().optional().catch(undefined),
});
export type VerificationSearch = z.infer<typeof verificationSearchSchema>;

export function verificationFilter({ q, kind, state }: VerificationSearch): VerificationFilter {
  return { search: q?.trim() ?? '', kinds: kind ?? [], states: state ?? [] };
}

export const noFilter = { q: undefined, kind: undefined, state: undefined } as const;

import { z } from 'zod';
import { accountNoteSchema } from './account-details.ts';
import { accountIdSchema, customerIdSchema } from './ids.ts';
import { instantSchema } from './time.ts';

/** Names one call of a command, however often it is sent: it takes effect once. */
export const commandKeySchema = z.uuid().brand<'CommandKey'>();
export type CommandKey = z.infer<typeof commandKeySchema>;

/** What was changed while the database was away, in terms of the business. */
export const queuedChangeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('note'),
    account: accountIdSchema,
    text: z.string(),
    /** The version that the operator had before them. */
    baseVersion: z.int().nonnegative(),
  }),
  z.object({ kind: z.literal('customer-note'), customer: customerIdSchema, text: z.string() }),
  z.object({
    kind: z.literal('labels'),
    accounts: z.array(accountIdSchema),
    add: z.array(z.string()),
    remove: z.array(z.string()),
  }),
]);
export type QueuedChange = z.infer<typeof queuedChangeSchema>;

/** Why a change cannot simply be made any more. */
export const outboxConflictSchema = z.discriminatedUnion('kind', [
  /** Somebody else has changed the note since. */
  z.object({ kind: z.literal('note-changed'), theirs: accountNoteSchema }),
  /** These accounts have left the pool since. */
  z.object({ kind: z.literal('accounts-gone'), accounts: z.array(accountIdSchema) }),
]);
export type OutboxConflict = z.infer<typeof outboxConflictSchema>;

/**
 * `waiting`: it is sent as soon as the database answers. `conflict`: the operator has to decide.
 * `refused`: the database answered that it cannot be done.
 */
export const outboxStates = ['waiting', 'conflict', 'refused'] as const;

export const outboxEntrySchema = z.object({
  key: commandKeySchema,
  operator: z.string(),
  queuedAt: instantSchema,
  state: z.enum(outboxStates),
  /** It was sent before, and whether it arrived is not known: it can be sent again without happening twice. */
  sentBefore: z.boolean(),
  change: queuedChangeSchema,
  conflict: outboxConflictSchema.nullable(),
  /** Why it was refused: a code of the error catalogue with its details. */
  refusal: z
    .object({ code: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
});
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

/** How a conflict ends: one's own version over theirs, theirs, or a third text. */
export const conflictResolutionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mine') }),
  z.object({ kind: z.literal('theirs') }),
  z.object({ kind: z.literal('edited'), text: z.string().max(5_000) }),
]);
export type ConflictResolution = z.infer<typeof conflictResolutionSchema>;

export const outboxCountsSchema = z.object({
  waiting: z.int().nonnegative(),
  conflicts: z.int().nonnegative(),
  refused: z.int().nonnegative(),
  /** Grows with every change of the outbox. */
  version: z.int().nonnegative(),
});
export type OutboxCounts = z.infer<typeof outboxCountsSchema>;

import { z } from 'zod';
import { channelIdSchema, customerIdSchema } from '../ids.ts';
import { commandKeySchema } from '../outbox.ts';
import { command, type DomainContract, query } from '../procedure.ts';
import { channelAddressSchema } from './channel-address.ts';
import {
  channelDetailSchema,
  channelFilterSchema,
  channelLookSchema,
  channelMetricSchema,
  channelSchema,
  channelSortColumns,
} from './channel.ts';
import { channelDecisions, decisionHindrances } from './channel-decisions.ts';
import { categories, channelReadProblems, channelStates } from './channels.ts';
import { reasonSchema } from './order.ts';

const keyed = { key: commandKeySchema };
const seenChannel = { id: channelIdSchema, version: z.int().positive() };
const decision = z.enum(channelDecisions);

/** So many channels are decided at once at most. */
export const mostDecidedAtOnce = 500;

/** Channels of the marketplace: who owns them, how they do, whether they may sell. */
export const channelsContract = {
  list: query({
    permission: 'marketplace:read',
    input: z.object({
      filter: channelFilterSchema,
      sort: z.object({ column: z.enum(channelSortColumns), descending: z.boolean() }),
      offset: z.int().nonnegative(),
      limit: z.int().positive().max(mostDecidedAtOnce),
    }),
    output: z.object({ rows: z.array(channelSchema), total: z.int().nonnegative() }),
  }),
  get: query({
    permission: 'marketplace:read',
    input: z.object({ id: channelIdSchema }),
    output: channelDetailSchema,
  }),
  /** Measurements of the last days, the oldest first; at most about 400, evenly thinned. */
  metrics: query({
    permission: 'marketplace:read',
    input: z.object({ id: channelIdSchema, days: z.int().min(1).max(1_200) }),
    output: z.array(channelMetricSchema),
  }),
  /** What a decision would do to each of these channels as they stand now. Nothing is changed. */
  previewDecision: query({
    permission: 'marketplace:read',
    input: z.object({ ids: z.array(channelIdSchema).min(1).max(mostDecidedAtOnce), decision }),
    output: z.array(
      z.object({
        ...seenChannel,
        title: z.string(),
        state: z.enum(channelStates),
        hindrance: z.enum(decisionHindrances).nullable(),
      }),
    ),
  }),
  /** Asks Telegram, through the pool, who has an address. Saves nothing. */
  look: command({
    permission: 'marketplace:write',
    input: z.object({ address: channelAddressSchema }),
    output: channelLookSchema,
  }),
  /** Adds a channel as Telegram describes it; it waits for approval. */
  add: command({
    permission: 'marketplace:write',
    input: z.object({
      ...keyed,
      address: channelAddressSchema,
      ownerId: customerIdSchema,
      category: z.enum(categories),
      language: z
        .string()
        .regex(/^[a-z]{2}$/)
        .nullable(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .nullable(),
    }),
    output: z.object({ id: channelIdSchema, version: z.int().positive() }),
  }),
  /** Reads it again through the pool. That it is gone is an answer, and goes on record. */
  readAgain: command({
    permission: 'marketplace:write',
    input: z.object({ ...keyed, id: channelIdSchema }),
    output: z.object({ version: z.int().positive(), problem: z.enum(channelReadProblems).nullable() }),
  }),
  decide: command({
    permission: 'marketplace:write',
    input: z.object({ ...keyed, ...seenChannel, decision, reason: reasonSchema.optional() }),
    output: z.object({ version: z.int().positive() }),
  }),
  /** Each channel in a transaction of its own, under a key of its own: what cannot be decided holds nobody else up. */
  decideMany: command({
    permission: 'marketplace:write',
    input: z.object({
      channels: z
        .array(z.object({ ...keyed, ...seenChannel }))
        .min(1)
        .max(mostDecidedAtOnce),
      decision,
      reason: reasonSchema.optional(),
    }),
    output: z.array(
      z.discriminatedUnion('decided', [
        z.object({ decided: z.literal(true), ...seenChannel }),
        z.object({
          decided: z.literal(false),
          id: channelIdSchema,
          /** A code of the error catalogue with its details. */
          code: z.string(),
          details: z.record(z.string(), z.union([z.string(), z.number()])),
        }),
      ]),
    ),
  }),
} as const satisfies DomainContract;

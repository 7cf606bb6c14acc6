import { z } from 'zod';
import { customerEventIdSchema, customerIdSchema, orderIdSchema, ratingIdSchema } from '../ids.ts';
import { commandKeySchema } from '../outbox.ts';
import { command, type DomainContract, query, queuedCommand, stream } from '../procedure.ts';
import { instantSchema } from '../time.ts';
import { customerEventKinds, customerRoles, customerStates } from './customers.ts';
import { actorKinds } from './orders.ts';

/** Marks that turn the text around them; letters of right-to-left scripts need none. */
const turningMarks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A text on one line, or several, as people write it: nothing invisible that another reader would be fooled by. */
const written = z
  .string()
  .trim()
  .normalize('NFC')
  .refine((text) => !/[^\P{Cc}\t\n\r]/u.test(text), 'must not contain control characters')
  .refine((text) => !turningMarks.test(text), 'must not contain marks that turn the direction of the text');

export const customerNameSchema = written
  .refine((text) => !/[\t\n\r]/u.test(text), 'must be one line')
  .refine((text) => /[\p{L}\p{N}\p{S}\p{P}]/u.test(text), 'must have something to be seen')
  .pipe(z.string().min(1).max(200));

/** Why somebody did something to a customer; it stays on the timeline. */
export const actReasonSchema = written.pipe(z.string().min(1).max(500));

export const customerNoteSchema = written.pipe(z.string().min(1).max(5_000));

/** ISO 3166, two letters. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters');

/** What an operator does to the state of a customer. */
export const stateActs = ['suspend', 'reinstate', 'clear'] as const;
export type StateAct = (typeof stateActs)[number];

export const customerEventSchema = z.object({
  id: customerEventIdSchema,
  at: instantSchema,
  version: z.int().positive(),
  kind: z.enum(customerEventKinds),
  fromState: z.enum(customerStates).nullable(),
  toState: z.enum(customerStates).nullable(),
  actorKind: z.enum(actorKinds),
  actor: z.string(),
  reason: z.string().nullable(),
  /** The score before and after, where the act is about it. */
  score: z.object({ was: z.int(), is: z.int() }).nullable(),
  /** What an edit changed, as it was before. */
  before: z.record(z.string(), z.string().nullable()).nullable(),
});
export type CustomerEvent = z.infer<typeof customerEventSchema>;

/** A note that was written while the database was away. */
export const waitingNoteSchema = z.object({ text: z.string(), at: instantSchema, actor: z.string() });
export type WaitingNote = z.infer<typeof waitingNoteSchema>;

export const ratingSchema = z.object({
  id: ratingIdSchema,
  orderId: orderIdSchema,
  /** Who said it, or of whom it was said. */
  other: z.object({ id: customerIdSchema, name: z.string() }),
  stars: z.int().min(1).max(5),
  comment: z.string(),
  at: instantSchema,
});
export type CustomerRating = z.infer<typeof ratingSchema>;

/** The two sides of an order, who say something of each other. */
export const ratingSides = ['advertiser', 'editor'] as const;
export type RatingSide = (typeof ratingSides)[number];

export const ratingCommentSchema = written.pipe(z.string().max(2_000));

export const orderRatingSchema = ratingSchema
  .pick({ id: true, stars: true, comment: true, at: true })
  .extend({ author: z.enum(ratingSides) });
export type OrderRating = z.infer<typeof orderRatingSchema>;

/** What the risk rules did to somebody, as news. */
export const riskNewsSchema = z.object({
  id: customerEventIdSchema,
  customer: z.object({ id: customerIdSchema, name: z.string() }),
  state: z.enum(['flagged', 'suspended']),
  score: z.int(),
});
export type RiskNews = z.infer<typeof riskNewsSchema>;

export const reviewSchema = z.object({
  /** Customers that wait for somebody to look at them. */
  flagged: z.int().nonnegative(),
  /** Customers that the rules suspended and nobody has looked at. */
  suspendedByRules: z.int().nonnegative(),
  /** What happened last, the newest first. */
  news: z.array(riskNewsSchema),
});
export type Review = z.infer<typeof reviewSchema>;

const seen = { key: commandKeySchema, id: customerIdSchema, version: z.int().positive() };
const page = { offset: z.int().nonnegative(), limit: z.int().positive().max(200) };
const person = {
  name: customerNameSchema,
  role: z.enum(customerRoles),
  country: countrySchema.nullable(),
};
const versioned = z.object({ version: z.int().positive() });

/** What is known of customers beside their orders and their money, and what operators do to them. */
export const customersContract = {
  /** Newest first. */
  timeline: query({
    permission: 'marketplace:read',
    input: z.object({ id: customerIdSchema, ...page }),
    output: z.object({
      rows: z.array(customerEventSchema),
      total: z.int().nonnegative(),
      /** The operator's own notes that wait to be sent, the newest first; on the first page. */
      waiting: z.array(waitingNoteSchema),
    }),
  }),
  /** Newest first. */
  ratings: query({
    permission: 'marketplace:read',
    input: z.object({ id: customerIdSchema, side: z.enum(['received', 'given']), ...page }),
    output: z.object({
      rows: z.array(ratingSchema),
      total: z.int().nonnegative(),
      average: z.number().nullable(),
    }),
  }),
  /** What the sides of an order say of each other. */
  ratingsOfOrder: query({
    permission: 'marketplace:read',
    input: z.object({ orderId: orderIdSchema }),
    output: z.array(orderRatingSchema),
  }),
  /** What one side of a completed order says of the other, once; written down on their behalf. */
  rate: command({
    permission: 'marketplace:write',
    input: z.object({
      key: commandKeySchema,
      orderId: orderIdSchema,
      author: z.enum(ratingSides),
      stars: z.int().min(1).max(5),
      comment: ratingCommentSchema,
    }),
    output: z.object({ id: ratingIdSchema }),
  }),
  /** The countries that customers come from, the most frequent first. */
  countries: query({
    permission: 'marketplace:read',
    input: z.void(),
    output: z.array(z.object({ country: z.string(), customers: z.int().positive() })),
  }),
  review: query({ permission: 'marketplace:read', input: z.void(), output: reviewSchema }),
  /** The same at once, and whenever it has changed. */
  watchReview: stream({ permission: 'marketplace:read', input: z.void(), output: reviewSchema }),
  changeState: command({
    permission: 'marketplace:write',
    input: z.object({ ...seen, act: z.enum(stateActs), reason: actReasonSchema }),
    output: versioned,
  }),
  /** Adds to the timeline, whatever others did meanwhile. */
  note: queuedCommand({
    permission: 'marketplace:write',
    input: z.object({ key: commandKeySchema, id: customerIdSchema, text: customerNoteSchema }),
    /** Null while it waits to be sent. */
    output: z.object({ version: z.int().positive().nullable() }),
  }),
  add: command({
    permission: 'marketplace:write',
    input: z.object({ key: commandKeySchema, ...person }),
    output: z.object({ id: customerIdSchema }),
  }),
  edit: command({
    permission: 'marketplace:write',
    input: z.object({ ...seen, ...person }),
    output: versioned,
  }),
} as const satisfies DomainContract;

import { z } from 'zod';
import { dateRangeSchema, dateSchema } from '../analytics.ts';
import { annotationIdSchema, channelIdSchema, customerIdSchema, listingIdSchema } from '../ids.ts';
import { categories, channelStates, postFormats } from '../marketplace/channels.ts';
import { ratePpmSchema } from '../marketplace/commission.ts';
import { customerStates } from '../marketplace/customers.ts';
import { moneySchema } from '../money.ts';
import { oneLine } from '../one-line.ts';
import { instantSchema } from '../time.ts';

const chosenCategories = z.array(z.enum(categories)).default([]);

/** What a dashboard is about; no category chosen means all of them. */
export const annotationSubjectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('business'), categories: chosenCategories }),
  z.object({ kind: z.literal('category'), categories: chosenCategories }),
  z.object({ kind: z.literal('editor'), id: customerIdSchema }),
  z.object({ kind: z.literal('advertiser'), id: customerIdSchema }),
  z.object({ kind: z.literal('channel'), id: channelIdSchema }),
]);
export type AnnotationSubject = z.output<typeof annotationSubjectSchema>;

/** Whom or what a note is about, unless it is about the business. */
export const noteSubjectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customer'), id: customerIdSchema }),
  z.object({ kind: z.literal('channel'), id: channelIdSchema }),
  z.object({ kind: z.literal('category'), category: z.enum(categories) }),
]);
export type NoteSubject = z.output<typeof noteSubjectSchema>;

export const longestNote = 200;

export const newNoteSchema = z.object({
  /** A day of the workspace. */
  day: dateSchema,
  text: oneLine(longestNote),
  /** Null is the business. */
  subject: noteSubjectSchema.nullable(),
});
export type NewNote = z.output<typeof newNoteSchema>;

const customer = z.object({ id: customerIdSchema, name: z.string() });
const channel = z.object({ id: channelIdSchema, title: z.string() });

const happened = {
  /** Unlike that of every other one. */
  key: z.string(),
  /** The workspace's day. */
  day: dateSchema,
};
const happenedAt = { ...happened, at: instantSchema };

/** Something that may be why a number changed. What is said of it is data: words are made where they are shown. */
export const annotationSchema = z.discriminatedUnion('kind', [
  z.object({
    ...happened,
    kind: z.literal('note'),
    id: annotationIdSchema,
    text: z.string(),
    /** Who wrote it; empty when they are no longer here. */
    by: z.string(),
    mayRemove: z.boolean(),
    about: z
      .discriminatedUnion('kind', [
        customer.extend({ kind: z.literal('customer') }),
        channel.extend({ kind: z.literal('channel') }),
        z.object({ kind: z.literal('category'), category: z.enum(categories) }),
      ])
      .nullable(),
  }),
  z.object({
    ...happenedAt,
    kind: z.literal('price'),
    listingId: listingIdSchema,
    format: z.enum(postFormats),
    channel,
    was: moneySchema,
    is: moneySchema,
  }),
  z.object({
    ...happenedAt,
    kind: z.literal('customer'),
    customer,
    from: z.enum(customerStates),
    to: z.enum(customerStates),
  }),
  z.object({
    ...happenedAt,
    kind: z.literal('channel'),
    channel,
    from: z.enum(channelStates).nullable(),
    to: z.enum(channelStates),
  }),
  /** A rule begins to hold; null: of every category without one of its own. */
  z.object({
    ...happenedAt,
    kind: z.literal('commission'),
    category: z.enum(categories).nullable(),
    ratePpm: ratePpmSchema,
  }),
  z.object({ ...happenedAt, kind: z.literal('risk_rules'), by: z.string() }),
  z.object({ ...happenedAt, kind: z.literal('dispute_rules'), version: z.int().positive(), by: z.string() }),
]);
export type Annotation = z.infer<typeof annotationSchema>;

/** So many are told at once: the newest. */
export const mostAnnotations = 200;

export const annotationQuerySchema = z.object({
  subject: annotationSubjectSchema,
  /** Null is all time, also what is still to come. */
  range: dateRangeSchema.nullable(),
});
export type AnnotationQuery = z.output<typeof annotationQuerySchema>;

export const annotationAnswerSchema = z.object({
  /** The newest day first. */
  annotations: z.array(annotationSchema).max(mostAnnotations),
  /** How many there are in all. */
  total: z.int().nonnegative(),
});
export type AnnotationAnswer = z.infer<typeof annotationAnswerSchema>;

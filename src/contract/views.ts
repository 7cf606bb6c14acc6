import { z } from 'zod';
import { savedViewIdSchema } from './ids.ts';
import { oneLine } from './one-line.ts';
import { command, query, type DomainContract } from './procedure.ts';
import { longestViewFile, longestViewName } from './view-file.ts';
import { viewPages } from './view-pages.ts';
import { viewStateSchema } from './view-state.ts';

const pageSchema = z.enum(viewPages);
const nameSchema = oneLine(longestViewName);

/** What a page is set to, under a name. */
export const savedViewSchema = z.object({
  id: savedViewIdSchema,
  /** Grows with each change: whoever changes it says which one they saw. */
  version: z.int().positive(),
  page: pageSchema,
  name: z.string(),
  state: viewStateSchema,
  /** Everybody in the workspace sees it. */
  shared: z.boolean(),
  /** Who saved it; empty when they are no longer here. */
  owner: z.string(),
  mine: z.boolean(),
  /** Whether whoever asks may rename, overwrite, share and delete it. */
  mayChange: z.boolean(),
  /** The page opens with it, for whoever asks. */
  isDefault: z.boolean(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

/** So many views of one page an operator can have. */
export const mostViewsOfPage = 200;

export const viewsContract = {
  /** The caller's own views of a page and those that are shared, by name. */
  list: query({
    permission: 'views:read',
    input: z.object({ page: pageSchema }),
    output: z.array(savedViewSchema),
  }),
  /** What each page opens with when its URL says nothing; pages without a default are left out. */
  defaults: query({
    permission: 'views:read',
    input: z.void(),
    output: z.array(z.object({ page: pageSchema, id: savedViewIdSchema, state: viewStateSchema })),
  }),
  save: command({
    permission: 'views:write',
    input: z.object({
      page: pageSchema,
      name: nameSchema,
      state: viewStateSchema,
      shared: z.boolean().default(false),
    }),
    output: savedViewSchema,
  }),
  /** Renames it, overwrites its state, shares it or takes it back: what is not named stays. */
  change: command({
    permission: 'views:write',
    input: z.object({
      id: savedViewIdSchema,
      version: z.int().positive(),
      name: nameSchema.exactOptional(),
      state: viewStateSchema.exactOptional(),
      shared: z.boolean().exactOptional(),
    }),
    output: z.object({ version: z.int().positive() }),
  }),
  /** For everybody who had it as their default, the page opens as it is again. */
  remove: command({
    permission: 'views:write',
    input: z.object({ id: savedViewIdSchema }),
    output: z.object({ removed: z.boolean() }),
  }),
  /** What the page opens with for the caller; null is as it is. */
  setDefault: command({
    permission: 'views:write',
    input: z.object({ page: pageSchema, id: savedViewIdSchema.nullable() }),
    output: z.object({ id: savedViewIdSchema.nullable() }),
  }),
  /** All views of a file, or none. They are the caller's own and not shared; a name that is taken gets a number. */
  import: command({
    permission: 'views:write',
    // One more than fits, so that what is too large is told in words.
    input: z.object({ text: z.string().max(longestViewFile + 1) }),
    output: z.array(z.object({ page: pageSchema, name: z.string(), nameInFile: z.string() })),
  }),
} as const satisfies DomainContract;

import { z } from 'zod';
import { savedViewIdSchema } from './ids.ts';
import { command, query, type DomainContract } from './procedure.ts';

/** A table's columns, order and filters under a name. `state` belongs to the grid that saved it. */
export const savedViewSchema = z.object({
  id: savedViewIdSchema,
  grid: z.string(),
  name: z.string(),
  state: z.record(z.string(), z.json()),
});
export type SavedView = z.infer<typeof savedViewSchema>;

const gridName = z.string().regex(/^[a-z][a-zA-Z.-]{0,63}$/);

export const viewsContract = {
  list: query({
    permission: 'views:read',
    input: z.object({ grid: gridName }),
    output: z.array(savedViewSchema),
  }),
  save: command({
    permission: 'views:write',
    input: z.object({
      grid: gridName,
      name: z.string().trim().min(1).max(80),
      state: z
        .record(z.string().max(64), z.json())
        .refine((state) => JSON.stringify(state).length <= 20_000, 'the view is larger than 20 kB'),
    }),
    output: savedViewSchema,
  }),
  remove: command({
    permission: 'views:write',
    input: z.object({ id: savedViewIdSchema }),
    output: z.object({ removed: z.boolean() }),
  }),
} as const satisfies DomainContract;

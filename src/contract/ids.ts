import { z } from 'zod';

/** Branded IDs: a number or a UUID that cannot be passed where another kind of ID is meant. */
export const workspaceIdSchema = z.uuid().brand<'WorkspaceId'>();
export type WorkspaceId = z.infer<typeof workspaceIdSchema>;

export const operatorIdSchema = z.uuid().brand<'OperatorId'>();
export type OperatorId = z.infer<typeof operatorIdSchema>;

export const accountIdSchema = z.int().positive().brand<'AccountId'>();
export type AccountId = z.infer<typeof accountIdSchema>;

export const checkRunIdSchema = z.uuid().brand<'CheckRunId'>();
export type CheckRunId = z.infer<typeof checkRunIdSchema>;

export const savedViewIdSchema = z.uuid().brand<'SavedViewId'>();
export type SavedViewId = z.infer<typeof savedViewIdSchema>;

export const removalIdSchema = z.uuid().brand<'RemovalId'>();
export type RemovalId = z.infer<typeof removalIdSchema>;

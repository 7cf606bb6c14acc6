import { z } from 'zod';
import { command, query, type DomainContract } from './procedure.ts';

/** The settings of a workspace, with the defaults of a new one. */
export const workspaceSettingsSchema = z.object({
  accountChecks: z
    .object({
      /** Least time between the start of two checks on one host, in milliseconds. */
      paceMs: z.int().min(0).max(3_600_000).default(2_000),
      /** Most accounts connected at the same time on one host. */
      concurrency: z.int().min(1).max(64).default(8),
      /** A check that has no answer after this many milliseconds is `unreachable`. */
      deadlineMs: z.int().min(1_000).max(120_000).default(15_000),
    })
    .prefault({}),
  verification: z
    .object({
      /** For so many days the documents of a rejected, withdrawn or expired request are kept. */
      documentsKeptDays: z.int().min(1).max(3_650).default(30),
    })
    .prefault({}),
});
export type WorkspaceSettings = z.infer<typeof workspaceSettingsSchema>;

export const settingsContract = {
  get: query({ permission: 'settings:read', input: z.void(), output: workspaceSettingsSchema }),
  /** Replaces one section; running checks follow at once. */
  saveAccountChecks: command({
    permission: 'settings:write',
    input: workspaceSettingsSchema.shape.accountChecks.unwrap(),
    output: workspaceSettingsSchema,
  }),
  saveVerification: command({
    permission: 'settings:write',
    input: workspaceSettingsSchema.shape.verification.unwrap(),
    output: workspaceSettingsSchema,
  }),
} as const satisfies DomainContract;

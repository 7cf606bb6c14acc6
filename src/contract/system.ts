import { z } from 'zod';
import { roles } from './permissions.ts';
import { command, query, stream, type DomainContract } from './procedure.ts';
import { instantSchema } from './time.ts';

export const backendStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('online'), latencyMs: z.number().nonnegative() }),
  z.object({ state: z.literal('offline'), since: instantSchema, problem: z.string() }),
]);
export type BackendState = z.infer<typeof backendStateSchema>;

export const systemContract = {
  /** What this console is and what it stands on. */
  about: query({
    permission: 'system:read',
    input: z.void(),
    output: z.object({
      version: z.string(),
      shell: z.enum(['desktop', 'host']),
      demo: z.boolean(),
      startedAt: instantSchema,
      dataDir: z.string(),
      operator: z.object({ name: z.string(), role: z.enum(roles) }),
      workspace: z.object({ name: z.string(), timeZone: z.string() }),
      backend: z.object({
        kind: z.enum(['built-in', 'server']),
        /** Null, like the migration, while it was not reached since the console started. */
        version: z.string().nullable(),
        address: z.string(),
        migration: z.string().nullable(),
        /** Null while it is away. */
        sizeBytes: z.number().nonnegative().nullable(),
      }),
      telegram: z.object({
        kind: z.enum(['production', 'test-server', 'not-configured']),
        server: z.string().nullable(),
      }),
    }),
  }),
  /** The state of the connection to the database: at once, then whenever it changes, and at least every 10 s. */
  watch: stream({
    permission: 'system:read',
    input: z.void(),
    output: z.object({ at: instantSchema, backend: backendStateSchema }),
  }),
  /** Writes an error that only the page saw to the log; returns the reference number under which it is found. */
  reportError: command({
    permission: 'system:read',
    input: z.object({
      message: z.string().max(2_000),
      stack: z.string().max(20_000).default(''),
      page: z.string().max(500),
    }),
    output: z.object({ reference: z.string() }),
  }),
} as const satisfies DomainContract;

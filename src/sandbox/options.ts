import { z } from 'zod';
import { accountScriptKinds, accountScriptSchema } from './accounts/script.ts';

const latencySchema = z.object({ least: z.number().nonnegative(), most: z.number().nonnegative() });

/** What the sandbox process is started with: one JSON text, its only argument. */
export const sandboxOptionsSchema = z.object({
  host: z.string().default('127.0.0.1'),
  /** 0 chooses a free port. */
  port: z.int().min(0).max(65_535).default(0),
  seed: z.string().default('opsdeck'),
  count: z.int().nonnegative().max(100_000).default(0),
  /** Weights by kind of script; all active when left out. */
  mix: z.partialRecord(z.enum(accountScriptKinds), z.number().nonnegative()).optional(),
  latency: latencySchema.optional(),
  /** Scripts for the accounts by their place, over what the mix says. */
  scripts: z.array(accountScriptSchema).optional(),
  /** Its data centres, each on a port of its own; the accounts live in them in turns. The first has the port above. */
  dataCentres: z.array(z.int().min(1).max(5)).min(1).default([2]),
  /** How many channels each account is in, by the account's place. */
  joinedChannels: z.array(z.int().nonnegative()).optional(),
  /** Whether a key that is connected twice at once is revoked for good, as Telegram does. */
  revokeDuplicates: z.boolean().default(false),
  /** How long a login code is good for. */
  loginCodeSeconds: z.number().positive().default(120),
  /** How long the token of a QR code is good for. */
  loginTokenSeconds: z.number().positive().default(30),
  /** A PEM file with the server's RSA private key. Written when it does not exist; a fresh key when left out.
   * Every data centre but the first adds its number to the name. */
  privateKeyFile: z.string().optional(),
});
export type SandboxOptions = z.input<typeof sandboxOptionsSchema>;

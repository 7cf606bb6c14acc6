import { z } from 'zod';
import { accountScriptSchema } from '../accounts/script.ts';

const latencySchema = z.object({ least: z.number().nonnegative(), most: z.number().nonnegative() });

/** What the process that started the sandbox may ask of it. Every request is answered with its `id`. */
export const controlRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set-script'), id: z.int(), userId: z.string(), script: accountScriptSchema }),
  z.object({ kind: z.literal('set-latency'), id: z.int(), userId: z.string(), latency: latencySchema }),
  z.object({ kind: z.literal('counts'), id: z.int() }),
]);
export type ControlRequest = z.infer<typeof controlRequestSchema>;

const countsSchema = z.object({
  openSockets: z.int(),
  totalSockets: z.int(),
  accounts: z.record(z.string(), z.object({ total: z.int(), open: z.int(), mostAtOnce: z.int() })),
});

export const controlReplySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), id: z.int() }),
  z.object({ kind: z.literal('counts'), id: z.int(), counts: countsSchema }),
  z.object({ kind: z.literal('failed'), id: z.int(), problem: z.string() }),
]);
export type ControlReply = z.infer<typeof controlReplySchema>;

/** The line on stdout by which the sandbox says that it is ready. */
export const announcementSchema = z.object({
  sandbox: z.literal('listening'),
  host: z.string(),
  port: z.int(),
  publicKey: z.string(),
});
export type Announcement = z.infer<typeof announcementSchema>;

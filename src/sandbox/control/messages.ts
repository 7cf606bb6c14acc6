import { z } from 'zod';
import { namedPeerSchema } from '../world/public-names.ts';
import { sandboxPostSchema } from '../world/channel-posts.ts';
import { accountScriptSchema } from '../accounts/script.ts';
import { methodScriptSchema, phoneScriptSchema } from '../world/method-scripts.ts';

const latencySchema = z.object({ least: z.number().nonnegative(), most: z.number().nonnegative() });
const id = z.int();
const userId = z.string();
const phone = z.string();

/** What the process that started the sandbox may ask of it. Every request is answered with its `id`. */
export const controlRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set-script'), id, userId, script: accountScriptSchema }),
  z.object({ kind: z.literal('set-latency'), id, userId, latency: latencySchema }),
  /** Null takes the script away. */
  z.object({
    kind: z.literal('set-method-script'),
    id,
    userId,
    request: z.string(),
    script: methodScriptSchema.nullable(),
  }),
  z.object({ kind: z.literal('set-phone-script'), id, phone, script: phoneScriptSchema.nullable() }),
  /** A null password takes two-step verification away. */
  z.object({
    kind: z.literal('set-password'),
    id,
    userId,
    password: z.string().nullable(),
    hint: z.string().nullable(),
  }),
  z.object({ kind: z.literal('set-joined-channels'), id, userId, joinedChannels: z.int().nonnegative() }),
  z.object({
    kind: z.literal('set-posts'),
    id,
    channelId: z.string().regex(/^\d{1,19}$/),
    posts: z.array(sandboxPostSchema),
  }),
  z.object({ kind: z.literal('set-names'), id, peers: z.array(namedPeerSchema), gone: z.array(z.string()) }),
  z.object({ kind: z.literal('read-login-code'), id, phone }),
  z.object({ kind: z.literal('expire-login-code'), id, phone }),
  z.object({ kind: z.literal('confirm-login-token'), id, token: z.string(), userId }),
  z.object({
    kind: z.literal('restart'),
    id,
    dataCentre: z.int().nullable(),
    downMs: z.number().nonnegative(),
  }),
  z.object({ kind: z.literal('counts'), id }),
]);
export type ControlRequest = z.infer<typeof controlRequestSchema>;

const connectionsSchema = z.record(
  z.string(),
  z.object({ total: z.int(), open: z.int(), mostAtOnce: z.int() }),
);
const countsSchema = z.object({
  openSockets: z.int(),
  totalSockets: z.int(),
  accounts: connectionsSchema,
  keys: connectionsSchema,
  mostAtOnceOfAnyKey: z.int(),
});

export const controlReplySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), id }),
  z.object({ kind: z.literal('counts'), id, counts: countsSchema }),
  /** Null: no code is waiting for that phone. */
  z.object({ kind: z.literal('login-code'), id, code: z.string().nullable() }),
  z.object({ kind: z.literal('failed'), id, problem: z.string() }),
]);
export type ControlReply = z.infer<typeof controlReplySchema>;

/** What the sandbox tells without being asked: what a person would see on the phone. */
export const controlNoticeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('code-sent'), phone: z.string(), code: z.string() }),
  /** A QR code is shown somewhere; `token` is what `confirm-login-token` takes. */
  z.object({ kind: z.literal('token-issued'), token: z.string() }),
]);
export type ControlNotice = z.infer<typeof controlNoticeSchema>;

const dataCentreSchema = z.object({ id: z.int(), host: z.string(), port: z.int(), publicKey: z.string() });

/** The line on stdout by which the sandbox says that it is ready. */
export const announcementSchema = z.object({
  sandbox: z.literal('listening'),
  /** The first data centre's. */
  host: z.string(),
  port: z.int(),
  publicKey: z.string(),
  dataCentres: z.array(dataCentreSchema),
});
export type Announcement = z.infer<typeof announcementSchema>;

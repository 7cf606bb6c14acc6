import { z } from 'zod';

const username = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{3,31}$/);
const channelId = z.string().regex(/^[1-9]\d{0,18}$/);

/** Who a public username belongs to. A username that is not here is not occupied. */
export const namedPeerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('channel'),
    username,
    id: channelId,
    title: z.string(),
    about: z.string().default(''),
    subscribers: z.int().nonnegative().default(0),
    /** What a post of it gets, where its posts are not set; about what the invented ones average. */
    averageViews: z.int().nonnegative().default(0),
    verified: z.boolean().default(false),
    scam: z.boolean().default(false),
    /** Its name is still found, and nobody outside may look in. */
    isPrivate: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('group'), username, id: channelId, title: z.string() }),
  z.object({ kind: z.literal('user'), username, id: channelId, firstName: z.string() }),
]);
export type NamedPeer = z.output<typeof namedPeerSchema>;
export type NamedPeerInput = z.input<typeof namedPeerSchema>;
export type PublicChannel = Extract<NamedPeer, { kind: 'channel' }>;

/** The public usernames of all data centres. Telegram does not tell upper from lower case in them. */
export class PublicNames {
  readonly #byName = new Map<string, NamedPeer>();
  readonly #channels = new Map<string, PublicChannel>();

  set(peers: readonly NamedPeer[]): void {
    for (const peer of peers) {
      this.remove(peer.username);
      this.#byName.set(peer.username.toLowerCase(), peer);
      if (peer.kind === 'channel') this.#channels.set(peer.id, peer);
    }
  }

  /** From now on nobody has the username: whoever had it is gone, or goes by another name. */
  remove(name: string): void {
    const before = this.find(name);
    this.#byName.delete(name.toLowerCase());
    if (before?.kind === 'channel') this.#channels.delete(before.id);
  }

  find(name: string): NamedPeer | null {
    return this.#byName.get(name.toLowerCase()) ?? null;
  }

  channel(id: string): PublicChannel | null {
    return this.#channels.get(id) ?? null;
  }
}

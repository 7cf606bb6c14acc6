import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import { RpcFault } from '../world/rpc-fault.ts';
import type { NamedPeer, PublicChannel } from '../world/public-names.ts';
import type { SandboxMethod } from './method.ts';

/** Who has a username: a user, a group or a channel, whoever asks. */
export const contactsResolveUsername: SandboxMethod = {
  request: 'contacts.ResolveUsername',
  open: false,
  answer: (request, { world }) => {
    if (!(request instanceof Api.contacts.ResolveUsername)) throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    if (!/^[A-Za-z][A-Za-z0-9_]{3,31}$/.test(request.username)) throw new RpcFault(400, 'USERNAME_INVALID');
    const found = world.names.find(request.username);
    if (found === null) throw new RpcFault(400, 'USERNAME_NOT_OCCUPIED');
    const id = returnBigInt(found.id);
    if (found.kind === 'user') {
      const { firstName, username } = found;
      const user = new Api.User({ id, accessHash: id, firstName, username });
      return new Api.contacts.ResolvedPeer({
        peer: new Api.PeerUser({ userId: id }),
        chats: [],
        users: [user],
      }).getBytes();
    }
    return new Api.contacts.ResolvedPeer({
      peer: new Api.PeerChannel({ channelId: id }),
      chats: [channelObject(found)],
      users: [],
    }).getBytes();
  },
};

/** What is known of a channel beside its name. Asking does not join it. */
export const channelsGetFullChannel: SandboxMethod = {
  request: 'channels.GetFullChannel',
  open: false,
  answer: (request, { world }) => {
    if (!(request instanceof Api.channels.GetFullChannel)) throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    const asked = request.channel;
    const channel =
      asked instanceof Api.InputChannel ? world.names.channel(asked.channelId.toString()) : null;
    if (channel === null || channel.isPrivate) throw new RpcFault(400, 'CHANNEL_PRIVATE');
    const fullChat = new Api.ChannelFull({
      id: returnBigInt(channel.id),
      about: channel.about,
      participantsCount: channel.subscribers,
      readInboxMaxId: 0,
      readOutboxMaxId: 0,
      unreadCount: 0,
      chatPhoto: new Api.PhotoEmpty({ id: returnBigInt(0) }),
      notifySettings: new Api.PeerNotifySettings({}),
      botInfo: [],
      pts: 1,
    });
    return new Api.messages.ChatFull({ fullChat, chats: [channelObject(channel)], users: [] }).getBytes();
  },
};

export function channelObject(peer: Exclude<NamedPeer, { kind: 'user' }>): Api.Channel {
  const id = returnBigInt(peer.id);
  return new Api.Channel({
    ...(peer.kind === 'group' ? { megagroup: true } : broadcast(peer)),
    left: true,
    id,
    accessHash: id,
    title: peer.title,
    username: peer.username,
    photo: new Api.ChatPhotoEmpty(),
    date: 1_600_000_000,
  });
}

function broadcast({ verified, scam }: PublicChannel) {
  return { broadcast: true, ...(verified ? { verified } : {}), ...(scam ? { scam } : {}) };
}

import { Api } from 'telegram/tl/index.js';
import { type SandboxPost, viewsSoFar } from '../world/channel-posts.ts';
import { RpcFault } from '../world/rpc-fault.ts';
import type { SandboxUser } from '../world/sandbox-user.ts';
import type { SandboxWorld } from '../world/sandbox-world.ts';
import { channelOf } from './messages-get-dialogs.ts';
import type { SandboxMethod } from './method.ts';
import { channelObject } from './public-channel.ts';

const mostPerPage = 100;

/** A page of a channel's posts, newest first, below `offsetId` where one is given. */
export const messagesGetHistory: SandboxMethod = {
  request: 'messages.GetHistory',
  open: false,
  answer: (request, { user, world }) => {
    if (!(request instanceof Api.messages.GetHistory)) throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    const channel = readableChannel(user, world, request.peer);
    const all = world.posts.of(channel.id.toString(), nowSeconds());
    const below = all.filter(({ id }) => request.offsetId === 0 || id < request.offsetId);
    const page = below.slice(0, Math.min(request.limit, mostPerPage));
    return channelMessages(
      channel,
      all.length,
      page.map((post) => messageObject(channel, post)),
    );
  },
};

/** Posts by their numbers. One that was deleted, or never was, comes as empty. */
export const channelsGetMessages: SandboxMethod = {
  request: 'channels.GetMessages',
  open: false,
  answer: (request, { user, world }) => {
    if (!(request instanceof Api.channels.GetMessages)) throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    const channel = readableChannel(user, world, request.channel);
    const messages = request.id.map((wanted) => {
      const id = wanted instanceof Api.InputMessageID ? wanted.id : 0;
      const post = world.posts.find(channel.id.toString(), id, nowSeconds());
      return post === null ? new Api.MessageEmpty({ id }) : messageObject(channel, post);
    });
    return channelMessages(channel, messages.length, messages);
  },
};

/**
 * The views of posts. Asking Telegram to count the asker as a view is refused: nothing that uses the sandbox may
 * manufacture views, and a test that tried would fail here.
 */
export const messagesGetMessagesViews: SandboxMethod = {
  request: 'messages.GetMessagesViews',
  open: false,
  answer: (request, { user, world }) => {
    if (!(request instanceof Api.messages.GetMessagesViews)) {
      throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    }
    if (request.increment) throw new RpcFault(400, 'INCREMENT_REFUSED');
    const channel = readableChannel(user, world, request.peer);
    const now = nowSeconds();
    const views = request.id.map((id) => {
      const post = world.posts.find(channel.id.toString(), id, now);
      return new Api.MessageViews(
        post === null ? {} : { views: viewsSoFar(post, now), forwards: post.forwards },
      );
    });
    return new Api.messages.MessageViews({ views, chats: [channel], users: [] }).getBytes();
  },
};

/** What the account has joined can be read, and what is public. */
function readableChannel(user: SandboxUser, world: SandboxWorld, peer: unknown): Api.Channel {
  const known = peer instanceof Api.InputPeerChannel || peer instanceof Api.InputChannel;
  const id = known ? peer.channelId.toString() : '';
  const joined = channelOf(user, id);
  if (joined !== null) return joined;
  const open = world.names.channel(id);
  if (open === null || open.isPrivate) throw new RpcFault(400, 'CHANNEL_PRIVATE');
  return channelObject(open);
}

function messageObject(channel: Api.Channel, post: SandboxPost): Api.Message {
  return new Api.Message({
    post: true,
    id: post.id,
    peerId: new Api.PeerChannel({ channelId: channel.id }),
    date: post.date,
    message: post.text,
    views: viewsSoFar(post, nowSeconds()),
    forwards: post.forwards,
    ...(post.editedAt === null ? {} : { editDate: post.editedAt }),
  });
}

function channelMessages(channel: Api.Channel, count: number, messages: Api.TypeMessage[]): Buffer {
  return new Api.messages.ChannelMessages({
    pts: 1,
    count,
    messages,
    topics: [],
    chats: [channel],
    users: [],
  }).getBytes();
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

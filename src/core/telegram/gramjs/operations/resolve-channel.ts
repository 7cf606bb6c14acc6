import { Api } from 'telegram/tl/index.js';
import { type Invoke, Refused, UnexpectedAnswer } from './run-on-session.ts';

export type ResolvedChannel = {
  readonly channel: Api.Channel;
  readonly input: Api.InputChannel;
};

/** The channel that has the username. Throws `Refused` when nobody has it, or somebody who is no channel. */
export async function resolveChannel(invoke: Invoke, username: string): Promise<ResolvedChannel> {
  const answer: unknown = await invoke(new Api.contacts.ResolveUsername({ username }));
  if (!(answer instanceof Api.contacts.ResolvedPeer)) throw new UnexpectedAnswer();
  const { peer } = answer;
  if (peer instanceof Api.PeerUser) throw new Refused('USERNAME_OF_USER');
  if (!(peer instanceof Api.PeerChannel)) throw new Refused('USERNAME_OF_GROUP');
  const found = answer.chats.find(({ id }) => id.equals(peer.channelId));
  if (found instanceof Api.ChannelForbidden) throw new Refused('CHANNEL_PRIVATE');
  if (!(found instanceof Api.Channel)) throw new UnexpectedAnswer();
  if (found.broadcast !== true) throw new Refused('USERNAME_OF_GROUP');
  const { id, accessHash } = found;
  if (accessHash === undefined) throw new UnexpectedAnswer();
  return { channel: found, input: new Api.InputChannel({ channelId: id, accessHash }) };
}

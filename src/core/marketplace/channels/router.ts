import { channelsContract } from '#contract/marketplace/channel-contract.ts';
import { usernameIn } from '#contract/marketplace/channel-address.ts';
import type { CommandKey } from '#contract/outbox.ts';
import type { Cache } from '../../cache/cache.ts';
import type { Caller } from '../../rpc/caller.ts';
import { implement } from '../../rpc/implement.ts';
import { answerOnce } from '../../sync/outbox/apply-once.ts';
import type { PoolReader } from '../../telegram/pool-reader.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { operatorActor } from '../actor.ts';
import { addChannel } from './commands/add-channel.ts';
import { decideChannel, type DecideInput } from './commands/decide-channel.ts';
import { decideChannels } from './commands/decide-channels.ts';
import { findOnTelegram, recordFound } from './commands/read-channel-again.ts';
import { createChannelLooks, requireUnknown } from './look-at-channel.ts';
import { channelMetrics } from './queries/channel-metrics.ts';
import { getChannel } from './queries/get-channel.ts';
import { listChannels } from './queries/list-channels.ts';
import { previewDecision } from './queries/preview-decision.ts';

/** Channels: queries read the local copy, commands happen once under their keys, Telegram is read through the pool. */
export function channelsRouter(workspace: Workspace, cache: Cache, reader: PoolReader) {
  const { add, readAgain, decide } = channelsContract;
  const looks = createChannelLooks(reader);

  const decideOnce = async (caller: Caller, key: CommandKey, input: DecideInput) => {
    const call = { command: 'channels.decide', key, caller };
    return answerOnce(workspace, decide.output, call, (transaction) =>
      decideChannel(transaction, workspace, operatorActor(caller), input, new Date()),
    );
  };

  return implement(channelsContract, {
    list: ({ input }) => listChannels(cache, input),
    get: ({ input }) => getChannel(cache, input.id),
    metrics: ({ input }) => channelMetrics(cache, input),
    previewDecision: ({ input }) => previewDecision(cache, input),
    look: async ({ input, caller }) => {
      const username = usernameOf(input.address);
      const look = await looks.look(username, caller.name, { fresh: true });
      await requireUnknown(workspace.database, workspace, look);
      return look;
    },
    add: async ({ input: { key, address, ...input }, caller }) => {
      const look = await looks.look(usernameOf(address), caller.name, { fresh: false });
      return answerOnce(workspace, add.output, { command: 'channels.add', key, caller }, (transaction) =>
        addChannel(transaction, workspace, operatorActor(caller), { ...input, look }, new Date()),
      );
    },
    readAgain: async ({ input: { key, id }, caller }) => {
      const found = await findOnTelegram(workspace, reader, id, caller.name);
      const call = { command: 'channels.readAgain', key, caller };
      return answerOnce(workspace, readAgain.output, call, (transaction) =>
        recordFound(transaction, workspace, operatorActor(caller), { id, found }, new Date()),
      );
    },
    decide: ({ input: { key, reason, ...input }, caller }) =>
      decideOnce(caller, key, { ...input, ...(reason === undefined ? {} : { reason }) }),
    decideMany: ({ input: { channels, decision, reason }, caller }) =>
      decideChannels(channels, ({ key, ...seen }) =>
        decideOnce(caller, key, { ...seen, decision, ...(reason === undefined ? {} : { reason }) }),
      ),
  });
}

/** The contract lets through only what has one. */
function usernameOf(address: string): string {
  return usernameIn(address) ?? '';
}

import type { OpsdeckError } from '#contract/errors.ts';
import { channelsContract } from '#contract/marketplace/channel-contract.ts';
import { usernameIn } from '#contract/marketplace/channel-address.ts';
import type { CommandKey } from '#contract/outbox.ts';
import type { Cache } from '../../cache/cache.ts';
import { implement } from '../../rpc/implement.ts';
import { applyEachOnce } from '../../sync/outbox/apply-each-once.ts';
import { answerOnce } from '../../sync/outbox/apply-once.ts';
import type { PoolReader } from '../../telegram/pool-reader.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { operatorActor } from '../actor.ts';
import { addChannel } from './commands/add-channel.ts';
import { decideChannels, type DecisionInput } from './commands/decide-channels.ts';
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
    decide: async ({ input: { key, id, version, ...input }, caller }) => {
      const call = { command: 'channels.decide', key, caller };
      return answerOnce(workspace, decide.output, call, async (transaction) => {
        const wanted = { channels: [{ id, version }], ...decisionOf(input) };
        const [row] = await decideChannels(transaction, workspace, operatorActor(caller), wanted, new Date());
        if (row === undefined) throw new Error('nothing was said of the channel');
        if ('refused' in row) throw row.refused;
        return { version: row.version };
      });
    },
    decideMany: async ({ input: { channels, ...input }, caller }) => {
      const keys = channels.map(({ key }) => key);
      const refused = new Map<CommandKey, OpsdeckError>();
      const call = { command: 'channels.decide', keys, caller };
      const answers = await applyEachOnce(workspace, call, async (transaction, fresh) => {
        refused.clear();
        const wanted = channels.filter(({ key }) => fresh.has(key));
        const decided = await decideChannels(
          transaction,
          workspace,
          operatorActor(caller),
          { channels: wanted, ...decisionOf(input) },
          new Date(),
        );
        const answered = new Map<CommandKey, unknown>();
        for (const [index, row] of decided.entries()) {
          const key = wanted[index]?.key;
          if (key === undefined) continue;
          if ('refused' in row) refused.set(key, row.refused);
          else answered.set(key, { version: row.version });
        }
        return answered;
      });
      return channels.map(({ id, key }) => {
        const error = refused.get(key);
        if (error !== undefined)
          return { decided: false as const, id, code: error.code, details: { ...error.details } };
        return { decided: true as const, id, version: decide.output.parse(answers.get(key)).version };
      });
    },
  });
}

/** The contract lets through only what has one. */
function usernameOf(address: string): string {
  return usernameIn(address) ?? '';
}

function decisionOf({ decision, reason }: Pick<DecisionInput, 'decision'> & { reason?: string | undefined }) {
  return { decision, ...(reason === undefined ? {} : { reason }) };
}

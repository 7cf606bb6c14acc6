import { disputesContract } from '#contract/disputes.ts';
import type { Cache } from '../../cache/cache.ts';
import { implement } from '../../rpc/implement.ts';
import { answerOnce } from '../../sync/outbox/apply-once.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { operatorActor } from '../actor.ts';
import { addEvidence } from './commands/add-evidence.ts';
import { decideDispute } from './commands/decide-dispute.ts';
import { openDispute } from './commands/open-dispute.ts';
import { saveRules } from './commands/save-rules.ts';
import { readRules } from './queries/cached-rules.ts';
import { getDispute } from './queries/get-dispute.ts';
import { previewRules } from './queries/preview-rules.ts';
import { countDisputes, listDisputes } from './queries/list-disputes.ts';

/** Disputes: queries read the local copy, commands happen once under their keys. */
export function disputesRouter(workspace: Workspace, cache: Cache) {
  const { open, addEvidence: adding, decide, saveRules: saving } = disputesContract;
  return implement(disputesContract, {
    list: ({ input }) => listDisputes(cache, input),
    counts: () => countDisputes(cache),
    get: ({ input }) => getDispute(cache, input.id, new Date()),
    open: ({ input: { key, ...input }, caller }) =>
      answerOnce(workspace, open.output, { command: 'disputes.open', key, caller }, async (transaction) => {
        const { id } = await openDispute(transaction, workspace, operatorActor(caller), input, new Date());
        return { id };
      }),
    addEvidence: ({ input: { key, id, side, text }, caller }) =>
      answerOnce(workspace, adding.output, { command: 'disputes.addEvidence', key, caller }, (transaction) =>
        addEvidence(
          transaction,
          workspace,
          {
            disputeId: id,
            kind: side === 'operator' ? 'note' : 'message',
            side,
            author: caller.name,
            text,
          },
          new Date(),
        ),
      ),
    decide: ({ input: { key, id, version, givenBack, reason }, caller }) =>
      answerOnce(
        workspace,
        decide.output,
        { command: 'disputes.decide', key, caller },
        async (transaction) => {
          const decision = { disputeId: id, version, givenBackMicros: BigInt(givenBack), reason };
          const actor = operatorActor(caller);
          const decided = await decideDispute(transaction, workspace, actor, decision, new Date());
          return { version: decided.version };
        },
      ),
    rules: () => readRules(cache),
    saveRules: ({ input: { key, ...input }, caller }) =>
      answerOnce(workspace, saving.output, { command: 'disputes.saveRules', key, caller }, (transaction) =>
        saveRules(transaction, workspace, caller.name, input, new Date()),
      ),
    previewRules: ({ input }) => previewRules(cache, input),
    testRules: async ({ input }) => {
      const { facts, rules, decision } = await getDispute(cache, input.id, new Date(), input.rules);
      return { facts, rules, decided: decision };
    },
  });
}

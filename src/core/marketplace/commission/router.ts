import { commissionContract } from '#contract/marketplace/commission.ts';
import type { Cache } from '../../cache/cache.ts';
import { implement } from '../../rpc/implement.ts';
import { answerOnce } from '../../sync/outbox/apply-once.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { operatorActor } from '../actor.ts';
import { addCommissionRule } from './commands/add-commission-rule.ts';
import { removeCommissionRule } from './commands/remove-commission-rule.ts';
import { listCommissionRules } from './queries/list-commission-rules.ts';

/** The rules by which the platform earns. */
export function commissionRouter(workspace: Workspace, cache: Cache) {
  const { add, remove } = commissionContract;
  return implement(commissionContract, {
    rules: () => listCommissionRules(cache, new Date()),
    add: ({ input: { key, validFrom, ...input }, caller }) =>
      answerOnce(workspace, add.output, { command: 'commission.add', key, caller }, (transaction) =>
        addCommissionRule(
          transaction,
          workspace,
          operatorActor(caller),
          { ...input, validFrom: validFrom === null ? null : new Date(validFrom) },
          new Date(),
        ),
      ),
    remove: ({ input: { key, id }, caller }) =>
      answerOnce(workspace, remove.output, { command: 'commission.remove', key, caller }, (transaction) =>
        removeCommissionRule(transaction, workspace, id, new Date()),
      ),
  });
}

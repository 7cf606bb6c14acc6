import { riskContract } from '#contract/marketplace/risk-contract.ts';
import type { Cache } from '../../cache/cache.ts';
import { implement } from '../../rpc/implement.ts';
import { answerOnce } from '../../sync/outbox/apply-once.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { operatorActor } from '../actor.ts';
import { endOverride } from './commands/end-override.ts';
import { overrideRisk } from './commands/override-risk.ts';
import { saveRiskRules } from './commands/save-risk-rules.ts';
import { getCustomerRisk } from './queries/get-customer-risk.ts';
import { listRiskRules } from './queries/list-risk-rules.ts';
import { previewRiskRules } from './queries/preview-risk-rules.ts';

/** How risk scores are made, and what operators decide about them. */
export function riskRouter(workspace: Workspace, cache: Cache) {
  const { override, endOverride: ending, saveRules } = riskContract;
  return implement(riskContract, {
    customer: ({ input }) => getCustomerRisk(cache, input.id, new Date()),
    override: ({ input: { key, id: customerId, ...input }, caller }) =>
      answerOnce(workspace, override.output, { command: 'risk.override', key, caller }, (transaction) =>
        overrideRisk(transaction, workspace, operatorActor(caller), { customerId, ...input }, new Date()),
      ),
    endOverride: ({ input: { key, id: customerId, ...input }, caller }) =>
      answerOnce(workspace, ending.output, { command: 'risk.endOverride', key, caller }, (transaction) =>
        endOverride(transaction, workspace, operatorActor(caller), { customerId, ...input }, new Date()),
      ),
    rules: () => listRiskRules(cache, new Date()),
    preview: ({ input }) => previewRiskRules(cache, input.rules, new Date()),
    saveRules: ({ input: { key, validFrom, ...input }, caller }) =>
      answerOnce(workspace, saveRules.output, { command: 'risk.saveRules', key, caller }, (transaction) =>
        saveRiskRules(
          transaction,
          workspace,
          operatorActor(caller),
          { ...input, validFrom: validFrom === null ? null : new Date(validFrom) },
          new Date(),
        ),
      ),
  });
}

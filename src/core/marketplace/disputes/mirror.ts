import { mirror } from '../../cache/mirror.ts';
import { disputeEvidence, disputeRuleSets, disputes } from './schema.ts';

export const disputesMirror = mirror(disputes, {
  indexes: {
    disputes_by_order: ['orderId'],
    disputes_by_state: ['state', 'openedAt'],
    disputes_by_urgency: ['state', 'priority', 'openedAt'],
  },
});

export const disputeEvidenceMirror = mirror(disputeEvidence, {
  indexes: { dispute_evidence_by_dispute: ['disputeId'] },
});

export const disputeRuleSetsMirror = mirror(disputeRuleSets);

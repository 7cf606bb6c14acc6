import type { ChannelReadProblem, ChannelState } from './channels.ts';

export const channelDecisions = ['approve', 'reject', 'suspend', 'reinstate'] as const;
export type ChannelDecision = (typeof channelDecisions)[number];

type Rule = {
  readonly from: readonly ChannelState[];
  readonly to: ChannelState;
  /** It goes on record and the owner reads it. */
  readonly needsReason: boolean;
};

/** Which decisions there are, from where to where. Commands, bulk decisions and the page's buttons ask this table. */
export const decisionRules: Readonly<Record<ChannelDecision, Rule>> = {
  approve: { from: ['pending', 'rejected'], to: 'approved', needsReason: false },
  reject: { from: ['pending'], to: 'rejected', needsReason: true },
  suspend: { from: ['approved'], to: 'suspended', needsReason: true },
  reinstate: { from: ['suspended'], to: 'approved', needsReason: true },
};

/** Why a decision cannot be made: where the channel stands, its owner, or that Telegram does not have it any more. */
export const decisionHindrances = ['state', 'owner_suspended', 'not_readable'] as const;
export type DecisionHindrance = (typeof decisionHindrances)[number];

type Facts = {
  readonly state: ChannelState;
  readonly ownerSuspended: boolean;
  readonly readProblem: ChannelReadProblem | null;
};

/** Null when the decision can be made. What lets a channel sell asks more of it than what stops it. */
export function decisionHindrance(decision: ChannelDecision, facts: Facts): DecisionHindrance | null {
  const { from, to } = decisionRules[decision];
  if (!from.includes(facts.state)) return 'state';
  if (to !== 'approved') return null;
  if (facts.ownerSuspended) return 'owner_suspended';
  return facts.readProblem === null ? null : 'not_readable';
}

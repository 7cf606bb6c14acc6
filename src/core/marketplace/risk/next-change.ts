import { daysMs, type RiskRules } from '#contract/marketplace/risk.ts';

type Ageing = {
  readonly createdAt: number;
  readonly override: { readonly until: number | null } | null;
};

/**
 * The first instant after `now` at which time alone may make the score or the state another: no longer new, a long history,
 * the end of an override. Null when there is none.
 */
export function nextChange({ createdAt, override }: Ageing, rules: RiskRules, now: number): number | null {
  const instants = [
    createdAt + daysMs(rules.newDays),
    createdAt + daysMs(rules.longDays) + 1,
    override?.until ?? now,
  ].filter((at) => at > now);
  return instants.length === 0 ? null : Math.min(...instants);
}

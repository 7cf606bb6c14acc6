import { moneyText } from '#contract/money.ts';
import type { DisputeFacts, RuleOutcome } from '#contract/marketplace/dispute-rules.ts';
import type { WeighedCondition, WeighedRule } from './weigh-rules.ts';

export type DecidedMoney = {
  readonly currency: string;
  readonly priceMicros: bigint;
  readonly givenBackMicros: bigint;
  readonly commissionMicros: bigint;
};

/** Which rule decided, by which evidence, and the arithmetic, in words that both sides read on the timeline. */
export function explainDecision(matched: WeighedRule, facts: DisputeFacts, money: DecidedMoney): string {
  const looks = `${facts.looks} look${facts.looks === 1 ? '' : 's'} at the post`;
  return [
    `Rule “${matched.rule.name}”, from ${looks}: ${matched.conditions.map(conditionInWords).join(', ')}.`,
    arithmetic(matched.rule.outcome, facts, money),
  ].join(' ');
}

/** Where the money goes, to the micro: what of the price to whom. */
export function explainMoney({
  currency,
  priceMicros,
  givenBackMicros,
  commissionMicros,
}: DecidedMoney): string {
  const text = (micros: bigint) => moneyText(micros, currency);
  const earned = priceMicros - givenBackMicros - commissionMicros;
  return `Of ${text(priceMicros)}, ${text(givenBackMicros)} goes back to the advertiser, ${text(earned)} to the editor and ${text(commissionMicros)} to the platform.`;
}

function arithmetic(outcome: RuleOutcome, { upMinutes, termMinutes }: DisputeFacts, money: DecidedMoney) {
  if (outcome !== 'pro_rata') return explainMoney(money);
  const { priceMicros, givenBackMicros, currency } = money;
  const due = moneyText(priceMicros - givenBackMicros, currency);
  return `It was up for ${upMinutes ?? 0} of ${termMinutes} minutes: ${moneyText(priceMicros, currency)} × ${upMinutes ?? 0} ÷ ${termMinutes} = ${due}. ${explainMoney(money)}`;
}

function conditionInWords({ condition, found }: WeighedCondition): string {
  switch (condition.test) {
    case 'is':
      return `${factWords[condition.fact]}: ${found === true ? 'yes' : 'no'}`;
    case 'atLeast':
      return `${factWords[condition.fact]} ${found} % (at least ${condition.percent} %)`;
    case 'below':
      return `${factWords[condition.fact]} ${found} % (below ${condition.percent} %)`;
    case 'reason':
      return `reason given: ${String(found).replaceAll('_', ' ')}`;
  }
}

const factWords = {
  seen: 'the post was seen',
  neverPublished: 'never published',
  takenDownEarly: 'taken down early',
  termOver: 'its term is over',
  linkMissing: 'a link is missing',
  upPercent: 'up for',
  similarityPercent: 'text alike by',
} as const;

import { exhaustive } from '#contract/exhaustive.ts';
import { accountScriptKinds, type AccountScript, type AccountScriptKind } from './script.ts';
import { integerBetween, pick, shuffle } from './seeded-random.ts';

/** Which share of the accounts follows which script; the numbers are weights, they need not sum to anything. */
export type AccountMix = { readonly [Kind in AccountScriptKind]?: number };

export const allActive: AccountMix = { active: 1 };

/** About what a pool of some age looks like, with every kind in it from 50 accounts on. */
export const livelyMix: AccountMix = {
  active: 76,
  restricted: 6,
  'flood-wait': 4,
  banned: 4,
  unregistered: 2,
  revoked: 2,
  deactivated: 2,
  duplicated: 2,
  silent: 2,
};

/** `count` scripts in the proportions of the mix, in an order that depends on the random numbers only. */
export function scriptsOf(mix: AccountMix, count: number, random: () => number): AccountScript[] {
  const weights = accountScriptKinds
    .map((kind) => ({ kind, weight: mix[kind] ?? 0 }))
    .filter(({ weight }) => weight > 0);
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  const scripts: AccountScript[] = [];
  let weightSoFar = 0;
  for (const { kind, weight } of weights) {
    weightSoFar += weight;
    const target = Math.round((weightSoFar / total) * count);
    while (scripts.length < target) scripts.push(inventScript(kind, random));
  }
  return shuffle(random, scripts);
}

function inventScript(kind: AccountScriptKind, random: () => number): AccountScript {
  switch (kind) {
    case 'active':
    case 'banned':
    case 'deactivated':
    case 'revoked':
    case 'unregistered':
    case 'duplicated':
    case 'silent':
    case 'forgotten':
    case 'internal-error':
    case 'peer-flood':
    case 'half-closed':
    case 'wrong-salt':
      return { kind };
    case 'ban-after':
      return { kind, answers: integerBetween(random, 0, 3) };
    case 'ban-at':
      return { kind, at: 0 };
    case 'cut':
      return { kind, afterBytes: integerBetween(random, 0, 200) };
    case 'drip':
      return { kind, everyMs: 200 };
    case 'corrupt':
      return { kind, part: pick(random, ['checksum', 'payload']) };
    case 'restricted':
      return { kind, reason: pick(random, ['terms', 'copyright', 'spam']) };
    case 'flood-wait':
      return { kind, seconds: integerBetween(random, 30, 3_600) };
    case 'reset':
      return { kind, afterBytes: integerBetween(random, 0, 400) };
    case 'error':
      return { kind, code: 400, message: 'SOMETHING_NEW' };
    default:
      return exhaustive(kind);
  }
}

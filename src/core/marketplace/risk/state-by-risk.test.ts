import { assert, boolean, constantFrom, nat, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerStates } from '#contract/marketplace/customers.ts';
import { defaultRiskRules, daysMs } from '#contract/marketplace/risk.ts';
import { nextChange } from './next-change.ts';
import { judge, type Standing, stateByScore } from './state-by-risk.ts';

const now = 1_000_000;
const usual: Standing = { state: 'active', heldByOperator: false, acceptedScore: null, override: null };
const judged = (score: number, standing: Partial<Standing> = {}) =>
  judge(score, { ...usual, ...standing }, defaultRiskRules, now);

const at = (createdAt: number, until: number | null = null) =>
  nextChange({ createdAt, override: until === null ? null : { until } }, defaultRiskRules, daysMs(1_000));

describe('the state by the score', () => {
  it.each([
    [0, 'active'],
    [70, 'active'],
    [71, 'flagged'],
    [85, 'flagged'],
    [86, 'suspended'],
    [100, 'suspended'],
  ])('%i: %s', (score, state) => {
    expect(stateByScore(score, defaultRiskRules)).toBe(state);
    expect(judged(score).state).toBe(state);
  });

  it('falls back when the score does, if the rules had raised it', () => {
    expect(judged(75, { state: 'suspended' }).state).toBe('flagged');
    expect(judged(20, { state: 'suspended' }).state).toBe('active');
  });

  it('leaves what an operator suspended, whatever the score and an override say', () => {
    expect(judged(0, { state: 'suspended', heldByOperator: true }).state).toBe('suspended');
    const override = { score: 0, state: 'active', until: null } as const;
    expect(judged(0, { state: 'suspended', heldByOperator: true, override }).state).toBe('suspended');
  });

  it('leaves what an operator accepted until the score rises above it', () => {
    expect(judged(80, { acceptedScore: 80 })).toMatchObject({ state: 'active', acceptedScore: 80 });
    expect(judged(81, { acceptedScore: 80 }).state).toBe('flagged');
    expect(judged(90, { acceptedScore: 80 }).state).toBe('suspended');
    expect(judged(10, { acceptedScore: 80 }).acceptedScore).toBeNull();
  });

  it('keeps what is pinned until its time is over', () => {
    const pinned = { score: null, state: 'active', until: now + 1 } as const;
    expect(judged(90, { override: pinned })).toMatchObject({
      state: 'active',
      score: 90,
      overrideEnded: false,
    });
    expect(judged(90, { override: { ...pinned, until: now } })).toMatchObject({
      state: 'suspended',
      overrideEnded: true,
    });
    expect(judged(90, { override: { score: 10, state: null, until: null } })).toMatchObject({
      state: 'active',
      score: 10,
    });
    expect(judged(0, { override: { score: 75, state: null, until: null } }).state).toBe('flagged');
  });

  it('comes to rest: judged again by the same score, nothing changes', () => {
    const score = nat(100);
    const standing = record({
      state: constantFrom(...customerStates),
      heldByOperator: boolean(),
      acceptedScore: option(score),
      override: option(
        record({
          score: option(score),
          state: option(constantFrom(...customerStates)),
          until: option(constantFrom(now - 1, now + 1)),
        }),
      ),
    });
    assert(
      property(score, standing, (computed, given) => {
        const { state, acceptedScore, overrideEnded } = judge(computed, given, defaultRiskRules, now);
        const after = { ...given, state, acceptedScore, override: overrideEnded ? null : given.override };
        expect(judge(computed, after, defaultRiskRules, now)).toMatchObject({ state, acceptedScore });
      }),
    );
  });
});

describe('time alone changes a score', () => {
  it('when somebody is no longer new, has a long history, or an override ends', () => {
    expect(at(daysMs(990))).toBe(daysMs(1_020));
    expect(at(daysMs(900))).toBe(daysMs(1_265) + 1);
    expect(at(daysMs(900), daysMs(1_001))).toBe(daysMs(1_001));
  });

  it('and never again afterwards', () => {
    expect(at(0)).toBeNull();
    expect(at(daysMs(635))).toBe(daysMs(1_000) + 1);
    expect(at(0, daysMs(999))).toBeNull();
  });
});

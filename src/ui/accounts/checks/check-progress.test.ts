import { describe, expect, it } from 'vitest';
import { addSample, paceOf, type ProgressSample } from './check-progress.ts';

const collect = (...samples: ProgressSample[]) =>
  samples.reduce<readonly ProgressSample[]>((before, sample) => addSample(before, sample), []);

describe('the pace of a check', () => {
  it('is not known from one sample', () => {
    expect(paceOf([], 100)).toBeNull();
    expect(paceOf(collect({ at: 0, checked: 5 }), 100)).toBeNull();
  });

  it('says how fast it is and how long it still takes', () => {
    const samples = collect({ at: 0, checked: 0 }, { at: 10_000, checked: 10 });
    expect(paceOf(samples, 100)).toEqual({ perMinute: 60, leftMs: 90_000 });
  });

  it('follows the last half minute', () => {
    const samples = collect({ at: 0, checked: 0 }, { at: 60_000, checked: 2 }, { at: 70_000, checked: 42 });
    expect(paceOf(samples, 82)).toEqual({ perMinute: 240, leftMs: 10_000 });
  });

  it('starts anew with another run', () => {
    expect(collect({ at: 0, checked: 50 }, { at: 1_000, checked: 1 })).toEqual([{ at: 1_000, checked: 1 }]);
  });

  it('has nothing left when all are checked', () => {
    expect(paceOf(collect({ at: 0, checked: 0 }, { at: 1_000, checked: 8 }), 8)?.leftMs).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { fittingGranularity, presetRange } from './range-presets.ts';

describe('presetRange', () => {
  it('counts today as the last day', () => {
    expect(presetRange('today', '2026-03-01')).toEqual({ from: '2026-03-01', to: '2026-03-01' });
    expect(presetRange('days7', '2026-03-03')).toEqual({ from: '2026-02-25', to: '2026-03-03' });
  });

  it('takes months and quarters whole, also over the end of a year', () => {
    expect(presetRange('lastMonth', '2024-03-31')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(presetRange('lastQuarter', '2026-02-10')).toEqual({ from: '2025-10-01', to: '2025-12-31' });
    expect(presetRange('thisQuarter', '2026-12-31')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
    expect(presetRange('months12', '2026-03-15')).toEqual({ from: '2025-04-01', to: '2026-03-15' });
    expect(presetRange('lastYear', '2026-03-15')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
    expect(presetRange('all', '2026-03-15')).toBeNull();
  });
});

describe('fittingGranularity', () => {
  it('keeps the number of periods readable', () => {
    const ends = ['2026-01-30', '2026-04-30', '2026-12-31'];
    expect(ends.map((to) => fittingGranularity({ from: '2026-01-01', to }))).toEqual([
      'day',
      'week',
      'month',
    ]);
    expect(fittingGranularity({ from: '2016-01-01', to: '2026-12-31' })).toBe('quarter');
    expect(fittingGranularity(null)).toBe('month');
  });
});

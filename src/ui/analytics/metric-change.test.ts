import { describe, expect, it } from 'vitest';
import { metricOf } from '#contract/metrics/metrics.ts';
import { metricChange } from './metric-change.ts';

describe('metricChange', () => {
  it('is a share of what it was', () => {
    expect(metricChange(metricOf('orders'), '150', '100')).toEqual({
      by: 0.5,
      isPoints: false,
      mood: 'good',
    });
    expect(metricChange(metricOf('net_deposits'), '-50', '-100')).toMatchObject({ by: 0.5, mood: 'good' });
    expect(metricChange(metricOf('refunds'), '2', '1')).toMatchObject({ by: 1, mood: 'bad' });
  });

  it('is points for a rate', () => {
    expect(metricChange(metricOf('completion_rate'), '900000', '875000')).toEqual({
      by: 2.5,
      isPoints: true,
      mood: 'good',
    });
  });

  it('is nothing where there was nothing', () => {
    expect(metricChange(metricOf('orders'), '150', '0')).toBeNull();
    expect(metricChange(metricOf('completion_rate'), null, '1')).toBeNull();
  });
});

it('is neither good nor bad where it is shown as none', () => {
  expect(metricChange(metricOf('completion_rate'), '880400', '880000')).toMatchObject({ mood: 'neutral' });
  expect(metricChange(metricOf('completion_rate'), '880600', '880000')).toMatchObject({ mood: 'good' });
  expect(metricChange(metricOf('orders'), '100040', '100000')).toMatchObject({ mood: 'neutral' });
  expect(metricChange(metricOf('orders'), '99900', '100000')).toMatchObject({ mood: 'bad' });
});

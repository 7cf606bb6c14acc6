import { describe, expect, it } from 'vitest';
import { metricOf } from '#contract/metrics/metrics.ts';
import { changeText, metricChange } from './metric-change.ts';

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

const text = (by: number, isPoints = false) => changeText({ by, isPoints }, 'en', (points) => `${points} pp`);

describe('changeText', () => {
  it('is in percent, and in points of a rate', () => {
    expect(text(0.125)).toBe('+12.5%');
    expect(text(-1)).toBe('-100%');
    expect(text(9.99)).toBe('+999%');
    expect(text(2.5, true)).toBe('+2.5 pp');
    expect(text(0)).toBe('0%');
  });

  it('says no more than that it is far more or less', () => {
    expect(text(13.333)).toBe('+1,333%');
    expect(text(99.99)).toBe('+9,999%');
    expect(text(1.3e16)).toBe('>+9,999%');
    expect(text(-430)).toBe('<-9,999%');
  });
});

import { describe, expect, test } from 'vitest';
import { tooltipText } from './tooltip-text.ts';

const others = (number: number) => `and ${number} more`;

describe('tooltipText', () => {
  test('wraps at spaces, and what has none', () => {
    expect(tooltipText([`Mar 10, 2026: ${'word '.repeat(8).trim()}`], others).split('\n')).toEqual([
      'Mar 10, 2026: word word word word word word',
      'word word',
    ]);
    expect(
      tooltipText(['x'.repeat(200)], others)
        .split('\n')
        .map((line) => line.length),
    ).toEqual([44, 44, 44, 44, 24]);
  });

  test('tells how many more there are', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `event ${index}`);
    expect(tooltipText(lines, others).split('\n').slice(-2)).toEqual(['event 7', 'and 12 more']);
    expect(tooltipText([], others)).toBe('');
  });

  test('styles nothing that somebody wrote', () => {
    expect(tooltipText(['{a|b}'], others)).not.toMatch(/\{\w+\|/);
  });
});

import { describe, expect, it } from 'vitest';
import { exactText, noValue, shortText } from './format-metric.ts';

describe('a value of a metric', () => {
  it('is exact where it is looked at closely', () => {
    expect(exactText('1234567', 'count', null, 'en-US')).toBe('1,234,567');
    expect(exactText('123456789012345678901234567890', 'money', 'USD', 'en-US')).toBe(
      '$123,456,789,012,345,678,901,234.56789',
    );
    expect(exactText('666667', 'ratio', null, 'en-US')).toBe('66.6667%');
  });

  it('is short where there is little room', () => {
    expect(shortText('1234567', 'count', null, 'en-US')).toBe('1.2M');
    expect(shortText('12340000', 'money', 'USD', 'en-US')).toBe('$12.34');
    expect(shortText('-98765432100', 'money', 'EUR', 'en-US')).toBe('-€98,765');
    expect(shortText('666667', 'ratio', null, 'en-US')).toBe('66.7%');
  });

  it('is a dash where there is none', () => {
    expect(shortText(null, 'ratio', null, 'en-US')).toBe(noValue);
    expect(exactText(null, 'money', 'USD', 'en-US')).toBe(noValue);
  });
});

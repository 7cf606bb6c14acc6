import { describe, expect, it } from 'vitest';
import { neutraliseFormula } from './neutralise-formula.ts';

describe('text that a spreadsheet would run', () => {
  it.each([
    '=1+1',
    '+cmd|’/c calc’!A0',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '  =HYPERLINK("https://x")',
    '\u00a0=1',
    '\u200b=1',
    '\ufeff=1',
    '＝1+1',
    '＋1+1',
    '－1',
    '＠SUM(1)',
    '−1+2',
    '+1+2',
    '--1',
  ])('gets an apostrophe: %j', (text) => expect(neutraliseFormula(text)).toBe(`'${text}`));

  it.each(['', 'Nina', '-12.50', '-3', '+491701234567', '12', 'a=b', 'e-mail', '1-2', '“=1”'])(
    'is left alone: %j',
    (text) => expect(neutraliseFormula(text)).toBe(text),
  );
});

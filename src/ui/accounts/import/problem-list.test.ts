import { describe, expect, it } from 'vitest';
import { csvCell, problemList } from './problem-list.ts';

describe('the list of problems', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\t=1'])('makes no formula of %j', (text) => {
    expect(csvCell(text)).toBe(`"'${text}"`);
  });

  it('quotes what would end a cell', () => {
    expect(csvCell('a "b", c')).toBe('"a ""b"", c"');
    expect(csvCell('plain')).toBe('plain');
  });

  it('has a line for each row and no session', () => {
    const row = {
      row: 7,
      displayName: '=A',
      phone: '+49301',
      labels: ['a', 'b'],
      fingerprint: 'beef',
      verdict: { kind: 'new' },
      warnings: [],
    } as const;
    const text = problemList(
      ['Row', 'Problem'],
      [{ row: { ...row, labels: [...row.labels], warnings: [] }, problem: 'why' }],
    );
    expect(text).toBe(`\uFEFFRow,Problem\r\n7,why,"'=A","'+49301",a|b\r\n`);
  });
});

import { describe, expect, it } from 'vitest';
import { directedRuns } from './bidi-runs.ts';

const drawn = (line: string): string[] => directedRuns(line).map(({ text }) => text);

describe('a line in the order of drawing', () => {
  it('stays as it is from left to right', () => {
    expect(drawn('Реклама 123 (ok)')).toEqual(['Реклама 123 (ok)']);
  });

  it('has numbers from left to right within what runs from right to left, and brackets mirrored', () => {
    expect(drawn('שלום (אב) 2024')).toEqual(['2024', 'שלום )אב( ']);
  });

  it('keeps a foreign name where it is read', () => {
    expect(drawn('Kanal עברית test')).toEqual(['Kanal ', 'עברית', ' test']);
  });
});

import { describe, expect, it } from 'vitest';
import { rowAfterKey } from './key-move.ts';

describe('rowAfterKey', () => {
  it('moves by one, by a screen, and to the ends', () => {
    expect(rowAfterKey('ArrowDown', 4, 100, 10)).toBe(5);
    expect(rowAfterKey('ArrowUp', 4, 100, 10)).toBe(3);
    expect(rowAfterKey('PageDown', 4, 100, 10)).toBe(13);
    expect(rowAfterKey('PageUp', 4, 100, 10)).toBe(0);
    expect(rowAfterKey('Home', 50, 100, 10)).toBe(0);
    expect(rowAfterKey('End', 50, 100, 10)).toBe(99);
  });

  it('stays within the rows', () => {
    expect(rowAfterKey('ArrowDown', 99, 100, 10)).toBe(99);
    expect(rowAfterKey('ArrowUp', 0, 100, 10)).toBe(0);
    expect(rowAfterKey('ArrowDown', -1, 100, 10)).toBe(0);
    expect(rowAfterKey('ArrowDown', -1, 0, 10)).toBeNull();
  });

  it('leaves other keys alone', () => {
    expect(rowAfterKey('a', 4, 100, 10)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import {
  addRows,
  isSelected,
  nothingSelected,
  selectedCount,
  selectionOf,
  toggleAll,
  toggleRow,
} from './selection.ts';

describe('a selection', () => {
  it('grows and shrinks row by row, and is "none" again when the last is gone', () => {
    const one = toggleRow(nothingSelected, 7, []);
    const two = toggleRow(one, 9, []);
    expect(selectedCount(two, 100)).toBe(2);
    expect(isSelected(two, 9)).toBe(true);
    expect(toggleRow(toggleRow(two, 7, []), 9, [])).toEqual({ kind: 'none' });
  });

  it('adds a range to what is there', () => {
    expect(addRows(selectionOf([1, 5]), [5, 6, 7])).toEqual(selectionOf([1, 5, 6, 7]));
    expect(addRows(nothingSelected, [])).toEqual({ kind: 'none' });
    expect(addRows({ kind: 'filter' }, [1])).toEqual({ kind: 'filter' });
  });

  it('counts all that match when a filter is selected', () => {
    const all = toggleAll<number>(nothingSelected);
    expect(all).toEqual({ kind: 'filter' });
    expect(selectedCount(all, 100_000)).toBe(100_000);
    expect(isSelected(all, 3)).toBe(true);
    expect(toggleAll(all)).toEqual({ kind: 'none' });
  });

  it('falls back to the loaded rows when one is taken out of all', () => {
    expect(toggleRow({ kind: 'filter' }, 2, [1, 2, 3])).toEqual(selectionOf([1, 3]));
  });
});

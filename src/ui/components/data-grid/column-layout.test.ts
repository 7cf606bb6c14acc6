import { describe, expect, it } from 'vitest';
import { initialLayout, moveColumn, readLayout, resizeColumn, toggleColumn } from './column-layout.ts';

const columns = [
  { id: 'id', required: true },
  { id: 'name' },
  { id: 'phone' },
  { id: 'added', hiddenAtFirst: true },
];

describe('a column layout', () => {
  it('starts as the page has it', () => {
    expect(initialLayout(columns)).toEqual({
      order: ['id', 'name', 'phone', 'added'],
      hidden: ['added'],
      widths: {},
    });
  });

  it('moves, hides and resizes', () => {
    const moved = moveColumn(initialLayout(columns), 'phone', -1);
    expect(moved.order).toEqual(['id', 'phone', 'name', 'added']);
    expect(moveColumn(moved, 'id', -3).order).toEqual(moved.order);
    expect(toggleColumn(moved, 'name').hidden).toEqual(['added', 'name']);
    expect(toggleColumn(toggleColumn(moved, 'name'), 'name')).toEqual(moved);
    expect(resizeColumn(moved, 'name', 3).widths).toEqual({ name: 56 });
  });

  it('reads what an older version stored', () => {
    const stored = {
      order: ['phone', 'gone', 'id'],
      hidden: ['id', 'phone'],
      widths: { phone: 9_000, gone: 80 },
    };
    expect(readLayout(stored, columns)).toEqual({
      order: ['phone', 'id', 'name', 'added'],
      hidden: ['phone', 'added'],
      widths: { phone: 640 },
    });
  });

  it.each([null, 'nonsense', [], { order: 7, hidden: null, widths: 'x' }])('survives %j', (stored) => {
    expect(readLayout(stored, columns).order).toEqual(['id', 'name', 'phone', 'added']);
  });
});

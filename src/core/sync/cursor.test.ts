import { describe, expect, it } from 'vitest';
import { changedSince, cursorAfter, cursorSchema, nextUnbegun, oldestUnseen } from './cursor.ts';

describe('a cursor', () => {
  it('tells the oldest transaction it may not have seen, and the first that had not begun', () => {
    const cursor = cursorSchema.parse(
      '18446744073709551000:18446744073709551010:18446744073709551000,18446744073709551005',
    );
    expect(oldestUnseen(cursor)).toBe(18446744073709551000n);
    expect(nextUnbegun(cursor)).toBe(18446744073709551010n);
  });

  it('is a snapshot of the primary as it is', () => {
    expect(cursorAfter('10:20:10,15', false)).toBe('10:20:10,15');
    expect(cursorAfter('10:10:', false)).toBe('10:10:');
  });

  it('takes everything from the oldest transaction in progress on as unseen, when it is of a standby', () => {
    expect(cursorAfter('10:20:', true)).toBe('10:10:');
  });

  it('becomes a condition that the index serves and that is exact', () => {
    expect(changedSince(cursorSchema.parse('10:20:10,15'))).toBe(
      `changed_xid >= '10'::xid8 and not pg_visible_in_snapshot(changed_xid, '10:20:10,15'::pg_snapshot)`,
    );
  });

  it.each(['', '10', '10:20', `10:20:'; drop table orders; --`, '10:20:10,', 'a:b:c'])(
    'is not %j',
    (text) => {
      expect(cursorSchema.safeParse(text).success).toBe(false);
    },
  );
});

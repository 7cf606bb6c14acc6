import { describe, expect, it } from 'vitest';
import { advance, isLetterShortcut, nothingTyped, shortcutCaps, type PressedKey } from './keys.ts';

const press = (key: string, held: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

const shortcuts = ['g a', 'g s', 'mod+k', '?', 'mod+shift+p'];

describe('advance', () => {
  it('waits for the second key and then matches', () => {
    const first = advance(shortcuts, nothingTyped, press('g'), 0, false);
    expect(first.kind).toBe('waiting');
    expect(advance(shortcuts, first.progress, press('a'), 500, false)).toMatchObject({
      kind: 'matched',
      shortcut: 'g a',
    });
  });

  it('forgets the first key after a while', () => {
    const first = advance(shortcuts, nothingTyped, press('g'), 0, false);
    expect(advance(shortcuts, first.progress, press('a'), 2_000, false).kind).toBe('none');
  });

  it('starts anew with a key that continues nothing', () => {
    const first = advance(shortcuts, nothingTyped, press('g'), 0, false);
    const again = advance(shortcuts, first.progress, press('g'), 100, false);
    expect(again.kind).toBe('waiting');
    expect(advance(shortcuts, again.progress, press('s'), 200, false)).toMatchObject({
      kind: 'matched',
      shortcut: 'g s',
    });
  });

  it('takes Ctrl on a PC and ⌘ on a Mac', () => {
    expect(advance(shortcuts, nothingTyped, press('k', { ctrlKey: true }), 0, false).kind).toBe('matched');
    expect(advance(shortcuts, nothingTyped, press('k', { ctrlKey: true }), 0, true).kind).toBe('none');
    expect(advance(shortcuts, nothingTyped, press('k', { metaKey: true }), 0, true).kind).toBe('matched');
  });

  it('lets shift type a character, and demands it where it is written', () => {
    expect(advance(shortcuts, nothingTyped, press('?', { shiftKey: true }), 0, false).kind).toBe('matched');
    expect(
      advance(shortcuts, nothingTyped, press('P', { ctrlKey: true, shiftKey: true }), 0, false).kind,
    ).toBe('matched');
    expect(advance(shortcuts, nothingTyped, press('p', { ctrlKey: true }), 0, false).kind).toBe('none');
  });
});

describe('shortcuts in writing', () => {
  it('tells letters from combinations', () => {
    expect(isLetterShortcut('g a')).toBe(true);
    expect(isLetterShortcut('mod+k')).toBe(false);
  });

  it('names the key caps of each system', () => {
    expect(shortcutCaps('mod+shift+p', false)).toEqual([['Ctrl', 'Shift', 'P']]);
    expect(shortcutCaps('g a', true)).toEqual([['G'], ['A']]);
    expect(shortcutCaps('mod+k', true)).toEqual([['⌘', 'K']]);
  });
});

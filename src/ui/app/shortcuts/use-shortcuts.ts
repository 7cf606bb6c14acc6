import { useEffect, useRef } from 'react';
import type { Command } from '../command.ts';
import { openPalette } from '../palette/palette-state.ts';
import { usePreferences } from '../preferences.ts';
import { advance, isLetterShortcut, nothingTyped } from './keys.ts';
import { isMac } from './platform.ts';

export const paletteShortcut = 'mod+k';

/** Listens for every command's shortcut while the frame is shown. */
export function useShortcuts(commands: readonly Command[]): void {
  const letters = usePreferences(({ letterShortcuts }) => letterShortcuts);
  const progress = useRef(nothingTyped);
  useEffect(() => {
    const runs = new Map<string, () => void>([[paletteShortcut, openPalette]]);
    for (const { shortcut, run } of commands) {
      if (shortcut !== undefined && (letters || !isLetterShortcut(shortcut))) runs.set(shortcut, run);
    }
    const shortcuts = [...runs.keys()];
    const combinations = shortcuts.filter((shortcut) => !isLetterShortcut(shortcut));
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return;
      const heard = isBusy(event.target) ? combinations : shortcuts;
      const result = advance(heard, progress.current, event, Date.now(), isMac);
      progress.current = result.progress;
      if (result.kind !== 'matched') return;
      event.preventDefault();
      runs.get(result.shortcut)?.();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [commands, letters]);
}

function isModifier(key: string): boolean {
  return key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'Meta';
}

/** Letters belong to text fields, to lists that are searched by typing, and to an open dialog. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[aria-modal="true"]') !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])') ||
    target.closest('[role=menu], [role=listbox], [role=combobox]') !== null
  );
}

/**
 * Shortcuts in writing: `g a` is two keys one after the other, `mod+k` is keys together (mod is ⌘ on a Mac and Ctrl
 * elsewhere). Letters are matched by what they type, so that they follow the keyboard's layout.
 */
export type Stroke = {
  readonly key: string;
  readonly mod: boolean;
  readonly alt: boolean;
  /** Null where shift only serves to type the key, as in `?`. */
  readonly shift: boolean | null;
};

export type PressedKey = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

export function parseShortcut(shortcut: string): readonly Stroke[] {
  return shortcut.split(' ').map((part) => {
    const names = part.toLowerCase().split('+');
    const key = names.at(-1) ?? '';
    const mod = names.includes('mod');
    const alt = names.includes('alt');
    const typesItself = key.length === 1 && !mod && !alt;
    return { key, mod, alt, shift: typesItself ? null : names.includes('shift') };
  });
}

export function strokeMatches(stroke: Stroke, pressed: PressedKey, isMac: boolean): boolean {
  const mod = isMac ? pressed.metaKey : pressed.ctrlKey;
  const otherMod = isMac ? pressed.ctrlKey : pressed.metaKey;
  return (
    pressed.key.toLowerCase() === stroke.key &&
    mod === stroke.mod &&
    !otherMod &&
    pressed.altKey === stroke.alt &&
    (stroke.shift === null || stroke.shift === pressed.shiftKey)
  );
}

/** A shortcut that types letters; those can be switched off, and never act inside a text field. */
export function isLetterShortcut(shortcut: string): boolean {
  return parseShortcut(shortcut).every(({ mod, alt }) => !mod && !alt);
}

/** The keys as they are printed on the caps, one list per stroke. */
export function shortcutCaps(shortcut: string, isMac: boolean): readonly (readonly string[])[] {
  return parseShortcut(shortcut).map(({ key, mod, alt, shift }) => [
    ...(mod ? [isMac ? '⌘' : 'Ctrl'] : []),
    ...(alt ? [isMac ? '⌥' : 'Alt'] : []),
    ...(shift === true ? [isMac ? '⇧' : 'Shift'] : []),
    key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1),
  ]);
}

/** What was typed so far of a shortcut of several strokes. */
export type Progress = { readonly typed: readonly PressedKey[]; readonly at: number };

export const nothingTyped: Progress = { typed: [], at: 0 };

const patienceMs = 1_500;

export type Advance =
  | { readonly kind: 'none'; readonly progress: Progress }
  | { readonly kind: 'waiting'; readonly progress: Progress }
  | { readonly kind: 'matched'; readonly shortcut: string; readonly progress: Progress };

/** One key further. A key that continues nothing starts anew, so a slip of the finger costs one key only. */
export function advance(
  shortcuts: readonly string[],
  progress: Progress,
  pressed: PressedKey,
  now: number,
  isMac: boolean,
): Advance {
  const before = now - progress.at > patienceMs ? [] : progress.typed;
  for (const typed of before.length === 0 ? [[pressed]] : [[...before, pressed], [pressed]]) {
    const candidates = shortcuts.filter((shortcut) => beginsWith(parseShortcut(shortcut), typed, isMac));
    const complete = candidates.find((shortcut) => parseShortcut(shortcut).length === typed.length);
    if (complete !== undefined) return { kind: 'matched', shortcut: complete, progress: nothingTyped };
    if (candidates.length > 0) return { kind: 'waiting', progress: { typed, at: now } };
  }
  return { kind: 'none', progress: nothingTyped };
}

function beginsWith(strokes: readonly Stroke[], typed: readonly PressedKey[], isMac: boolean): boolean {
  if (typed.length > strokes.length) return false;
  return typed.every((pressed, index) => {
    const stroke = strokes[index];
    return stroke !== undefined && strokeMatches(stroke, pressed, isMac);
  });
}

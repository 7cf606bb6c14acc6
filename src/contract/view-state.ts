import { z } from 'zod';

/** What a page is set to, as JSON: its search, and the columns of its table. `readViewState` makes something usable of it. */
export type ViewState = Readonly<Record<string, JsonValue>>;
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export const longestViewState = 20_000;
const deepestViewState = 8;
const keyPattern = /^[a-zA-Z][a-zA-Z0-9_.-]{0,63}$/;

/**
 * The state of a view as it may be stored: JSON of at most 20 kB that is nested no deeper than 8 levels, with names that no
 * program takes for anything else (`__proto__`). Checked level by level, so that a hostile file cannot exhaust the stack.
 */
export const viewStateSchema = z.custom<ViewState>(isViewState, {
  error:
    'the state of a view must be an object of plain values, no larger than 20 kB and nested no deeper than 8 levels',
});

export function isViewState(value: unknown): value is ViewState {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepestViewState || !level.every(isPlain)) return false;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    // What is wider than it may be long is not worth going through.
    if (level.length > longestViewState) return false;
  }
  return JSON.stringify(value).length <= longestViewState;
}

function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      // Postgres keeps no NUL in its JSON.
      return !value.includes('\u0000');
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      return (
        value === null || Array.isArray(value) || Object.keys(value).every((key) => keyPattern.test(key))
      );
    default:
      return false;
  }
}

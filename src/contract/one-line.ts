import { z } from 'zod';

/** A text of one line that says something: trimmed, without control characters, of so many characters at most. */
export function oneLine(longest: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters');
}

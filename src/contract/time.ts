import { z } from 'zod';

/** An instant: milliseconds since 1970-01-01T00:00:00Z. How it is shown depends on who looks. */
export const instantSchema = z.int().nonnegative().brand<'Instant'>();
export type Instant = z.infer<typeof instantSchema>;

export function instant(date: Date | number): Instant {
  return instantSchema.parse(typeof date === 'number' ? date : date.getTime());
}

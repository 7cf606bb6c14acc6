import { z } from 'zod';

/** A value that the cache keeps as JSON text (jsonb, arrays). */
export function jsonText<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);
}

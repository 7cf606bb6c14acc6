import { z } from 'zod';

/** A boolean of Postgres, or a comparison of SQLite: 0 or 1. */
export const booleanColumn = z.int().transform((value) => value !== 0);

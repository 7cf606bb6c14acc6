import { z } from 'zod';

/** A column of micros, as the wire has it: an integer of any size in decimal digits. */
export const microsColumn = z.union([z.int(), z.bigint()]).transform(String);

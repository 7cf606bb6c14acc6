import { z } from 'zod';

/** Integer micros (1e-6 of the currency) as a decimal string, because JSON has no bigint. */
export const moneySchema = z.object({
  micros: z.string().regex(/^-?\d{1,30}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type Money = z.infer<typeof moneySchema>;

import { z } from 'zod';

/** Integer micros (1e-6 of the currency) as a decimal string, because JSON has no bigint. */
export const moneySchema = z.object({
  micros: z.string().regex(/^-?\d{1,30}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type Money = z.infer<typeof moneySchema>;

/** Micros on the wire, where no amount can be below one: a price, a deposit. Up to a billion of any currency. */
export const amountSchema = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'must be a whole number of micros above zero');

export const currencySchema = moneySchema.shape.currency;

/** An amount in words: `12.50 USD`. At least two digits after the point, more only where there are some. */
export function moneyText(micros: bigint, currency: string): string {
  const digits = (micros < 0n ? -micros : micros).toString().padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${micros < 0n ? '-' : ''}${digits.slice(0, -6)}.${fraction} ${currency}`;
}

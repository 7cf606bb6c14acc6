const ppmPerPercent = 10_000;

/** A rate in percent as a person types it, as parts per million; null when it is none or has more than four decimals. */
export function ppmFromText(text: string): number | null {
  const [, whole = '', fraction = ''] = /^\s*(\d{1,3})(?:[.,](\d{1,4}))?\s*%?\s*$/.exec(text) ?? [];
  if (whole === '') return null;
  const ppm = Number(whole) * ppmPerPercent + Number(fraction.padEnd(4, '0'));
  return ppm > 1_000_000 ? null : ppm;
}

/** Parts per million in percent, with as many decimals as there are. */
export function rateText(ppm: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 4 }).format(
    ppm / 1_000_000,
  );
}

/** What the platform keeps and the editor gets of 100.00: rounded down for the platform, as the ledger does. In micros. */
export function splitOfHundred(ppm: number): { readonly commission: bigint; readonly editor: bigint } {
  const price = 100_000_000n;
  const commission = (price * BigInt(ppm)) / 1_000_000n;
  return { commission, editor: price - commission };
}

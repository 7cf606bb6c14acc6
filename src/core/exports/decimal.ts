const microsOfACent = 10_000n;

/** Micros to the nearest cent, half of one away from zero. Exact for every size. */
export function nearestCent(micros: string): string {
  const exact = BigInt(micros);
  const half = exact < 0n ? -microsOfACent / 2n : microsOfACent / 2n;
  return String(((exact + half) / microsOfACent) * microsOfACent);
}

/**
 * Micros in decimal digits as an amount in decimal digits: `12500000` is `12.50`. Exact for every size; at least two digits after
 * the point, more only where there are some.
 */
export function decimalFromMicros(micros: string): string {
  const negative = micros.startsWith('-');
  const digits = (negative ? micros.slice(1) : micros).padStart(7, '0');
  let end = digits.length;
  while (end > digits.length - 4 && digits.codePointAt(end - 1) === 48) end -= 1;
  const text = `${digits.slice(0, -6)}.${digits.slice(digits.length - 6, end)}`;
  return negative ? `-${text}` : text;
}

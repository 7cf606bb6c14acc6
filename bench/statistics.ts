/** The value below which the share `fraction` of the values lies (nearest rank). */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * fraction) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Three significant decimals are more than any of these figures is worth. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

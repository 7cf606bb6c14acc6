import type { Period } from './periods.ts';
import type { Cell } from './read-cells.ts';

/**
 * What was there at the end of each period: of each set of keys the sum over all cells up to then. `cells` reach back to the
 * beginning; `periods` are in order.
 */
export function cumulate(cells: readonly Cell[], periods: readonly Period[]): Cell[] {
  const byKeys = new Map<string, Cell[]>();
  for (const cell of cells) {
    const id = cell.keys.join('\u0000');
    const known = byKeys.get(id);
    if (known === undefined) byKeys.set(id, [cell]);
    else known.push(cell);
  }
  return [...byKeys.values()].flatMap((ofKeys) => {
    const sorted = ofKeys.toSorted((one, other) => one.period - other.period);
    const width = sorted[0]?.values.length ?? 0;
    let sums = Array.from({ length: width }, () => 0n);
    let next = 0;
    return periods.flatMap(({ number }) => {
      for (; next < sorted.length && (sorted[next]?.period ?? 0) <= number; next += 1) {
        const { values = [] } = sorted[next] ?? {};
        sums = sums.map((sum, index) => sum + (values[index] ?? 0n));
      }
      return next === 0 ? [] : [{ period: number, keys: sorted[0]?.keys ?? [], values: sums }];
    });
  });
}

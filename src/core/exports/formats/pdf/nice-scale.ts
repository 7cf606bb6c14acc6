/** Round steps that cover a range: what an axis is labelled with. `from` and `to` are multiples of `step`. */
export type Scale = { readonly from: number; readonly to: number; readonly step: number };

/** @param wanted about so many steps. */
export function niceScale(least: number, greatest: number, wanted: number): Scale {
  const low = Math.min(0, least);
  const high = Math.max(0, greatest, low === 0 && greatest <= 0 ? 1 : 0);
  const span = high - low;
  const rough = span / wanted;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5].find((factor) => factor * magnitude >= rough) ?? 10) * magnitude;
  return { from: Math.floor(low / step) * step, to: Math.ceil(high / step) * step, step };
}

/** `1.2M`: short enough for an axis. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  const [divisor, suffix] =
    size >= 1e9 ? [1e9, 'B'] : size >= 1e6 ? [1e6, 'M'] : size >= 1e4 ? [1e3, 'k'] : [1, ''];
  return `${Number((value / divisor).toFixed(2))}${suffix}`.replace('-', '\u2212');
}

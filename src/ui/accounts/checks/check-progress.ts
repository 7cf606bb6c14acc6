/** How many had a result at an instant. */
export type ProgressSample = { readonly at: number; readonly checked: number };

/** Long enough for a calm number, short enough to follow a change of pace. In milliseconds. */
const windowMs = 30_000;

/** Adds what was just seen and forgets what is older than the window. A smaller number starts anew: another run. */
export function addSample(
  samples: readonly ProgressSample[],
  sample: ProgressSample,
): readonly ProgressSample[] {
  const last = samples.at(-1);
  if (last === undefined || sample.checked < last.checked) return [sample];
  if (sample.checked === last.checked) return samples;
  const recent = samples.filter((before) => sample.at - before.at <= windowMs);
  return [...recent, sample];
}

export type Pace = {
  /** Checks in a minute. */
  readonly perMinute: number;
  /** Milliseconds until the last one, if the pace stays. */
  readonly leftMs: number;
};

/** The pace of the recent samples; null while there are too few to tell. */
export function paceOf(samples: readonly ProgressSample[], total: number): Pace | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at <= first.at) return null;
  const perMs = (last.checked - first.checked) / (last.at - first.at);
  if (perMs <= 0) return null;
  return { perMinute: perMs * 60_000, leftMs: Math.max(0, total - last.checked) / perMs };
}

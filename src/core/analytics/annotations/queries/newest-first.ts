import type { Annotation } from '#contract/metrics/annotations.ts';

/** Days from the last to the first; within one the notes, which have no time of day, then what happened last. */
export function newestFirst(one: Annotation, other: Annotation): number {
  if (one.day !== other.day) return one.day < other.day ? 1 : -1;
  return timeOf(other) - timeOf(one);
}

function timeOf(annotation: Annotation): number {
  return annotation.kind === 'note' ? Number.MAX_SAFE_INTEGER : annotation.at;
}

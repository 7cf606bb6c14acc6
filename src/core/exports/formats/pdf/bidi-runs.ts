import bidiFactory from 'bidi-js';

const bidi = bidiFactory();
/** Any character whose direction is from right to left, or that changes the direction. */
const mayBeRightToLeft =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff]|[\ud802\ud803\ud83a\ud83b]/;

/** A stretch of a line in one direction. */
export type DirectedRun = { readonly text: string; readonly isRightToLeft: boolean };

/**
 * A line in the order of drawing, from left to right: the Unicode bidirectional algorithm. The text of each run stays in the order
 * of reading; brackets of one from right to left are mirrored.
 */
export function directedRuns(line: string): readonly DirectedRun[] {
  if (!mayBeRightToLeft.test(line)) return [{ text: line, isRightToLeft: false }];
  const { levels } = bidi.getEmbeddingLevels(line, 'auto');
  const runs: { text: string; readonly level: number }[] = [];
  for (let index = 0; index < line.length; index += 1) {
    const level = levels[index] ?? 0;
    const character = line.charAt(index);
    const shown = level % 2 === 1 ? (bidi.getMirroredCharacter(character) ?? character) : character;
    const last = runs.at(-1);
    if (last?.level === level) last.text += shown;
    else runs.push({ text: shown, level });
  }
  return inDrawingOrder(runs).map(({ text, level }) => ({ text, isRightToLeft: level % 2 === 1 }));
}

/** Rule L2: from the highest level down to the lowest odd one, whatever is at that level or above is turned around. */
function inDrawingOrder<Run extends { readonly level: number }>(runs: readonly Run[]): readonly Run[] {
  const ordered = [...runs];
  const highest = Math.max(...runs.map(({ level }) => level));
  for (let level = highest; level >= 1; level -= 1) {
    for (let start = 0; start < ordered.length; start += 1) {
      if ((ordered[start]?.level ?? 0) < level) continue;
      let end = start;
      while ((ordered[end]?.level ?? 0) >= level) end += 1;
      ordered.splice(start, end - start, ...ordered.slice(start, end).toReversed());
      start = end;
    }
  }
  return ordered;
}

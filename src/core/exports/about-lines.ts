import type { Preface } from './format-writer.ts';
import { localClock } from './local-clock.ts';

/** What a file says of itself, as names and values in the order of reading. */
export function aboutLines(preface: Preface): readonly (readonly [string, string])[] {
  const clock = localClock(preface.timeZone);
  const at = (instant: number): string => `${clock.minute(instant)} (${preface.timeZone})`;
  return [
    ['Title', preface.title],
    ['Workspace', preface.workspace],
    ...preface.facts,
    ['Rows', String(preface.rows)],
    ...(preface.asOf === null ? [] : [['True as of', at(preface.asOf)] as const]),
    ['Time zone', preface.timeZone],
    ['Made', at(preface.madeAt)],
    ['Made by', preface.madeBy],
  ];
}

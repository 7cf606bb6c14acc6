import { longestViewName } from '#contract/view-file.ts';

/** The name, or the name with the first number that makes it one of its own: “Late (2)”. It stays within what a name may be. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) {
    const suffix = ` (${number})`;
    const numbered = `${whole(name, longestViewName - suffix.length)}${suffix}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** The beginning of a text, in whole characters. */
function whole(text: string, longest: number): string {
  let beginning = '';
  for (const character of text) {
    if (beginning.length + character.length > longest) break;
    beginning += character;
  }
  return beginning.trimEnd();
}

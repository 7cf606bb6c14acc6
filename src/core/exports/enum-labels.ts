/** What the values of an enum are called: `flood_wait` is “Flood wait”. `others` names those of which that would not say enough. */
export function enumLabels(
  values: readonly string[],
  others: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return { ...Object.fromEntries(values.map((value) => [value, inWords(value)])), ...others };
}

function inWords(value: string): string {
  const words = value.replaceAll(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

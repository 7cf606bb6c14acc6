/** A4 across, in points. Everything is measured from the top left. */
export const page = { width: 841.89, height: 595.28 } as const;
export const margin = 40;
export const contentWidth = page.width - 2 * margin;
/** Where the content of a page begins and ends, between its head and its foot. */
export const contentTop = 62;
export const contentBottom = page.height - 46;

export const colours = {
  ink: '#1b2733',
  quiet: '#5c6b7a',
  line: '#c9d2dc',
  head: '#e8edf3',
  stripe: '#f7f9fb',
  accent: '#1c7ed6',
} as const;

/** Of a chart's series, in their order. Told apart also without colour: by their place and their name. */
export const seriesColours = [
  '#1c7ed6',
  '#e8590c',
  '#2f9e44',
  '#9c36b5',
  '#c2255c',
  '#0c8599',
  '#5c940d',
  '#495057',
  '#f08c00',
  '#748ffc',
];

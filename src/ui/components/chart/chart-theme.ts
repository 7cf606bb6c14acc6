/** The colours of the page for a drawing that cannot use CSS variables. */
export type ChartTheme = {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly background: string;
  readonly accent: string;
  /** The solid colour of a tone. */
  readonly tone: (name: string) => string;
  /** The value of one of the page's colour variables. */
  readonly colour: (variable: string) => string;
};

export function readChartTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const colour = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  return {
    text: colour('--mantine-color-text', '#888'),
    muted: colour('--mantine-color-dimmed', '#888'),
    line: colour('--opsdeck-line', '#ccc'),
    background: colour('--opsdeck-surface', 'transparent'),
    accent: colour('--mantine-color-anchor', '#3b82d6'),
    colour: (variable) => colour(variable, '#888'),
    tone: (name) => colour(`--tone-${name}-solid`, '#888'),
  };
}

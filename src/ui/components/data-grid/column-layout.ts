/** What a person made of a table's columns. Columns that are not named are where the page put them. */
export type ColumnLayout = {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
};

type Column = { readonly id: string; readonly hiddenAtFirst?: boolean; readonly required?: boolean };

export const minimumWidth = 56;
export const maximumWidth = 640;

export function initialLayout(columns: readonly Column[]): ColumnLayout {
  return {
    order: columns.map((column) => column.id),
    hidden: columns.filter((column) => column.hiddenAtFirst === true).map((column) => column.id),
    widths: {},
  };
}

/**
 * Makes something usable of a layout that was stored, perhaps by another version: unknown columns are dropped, new ones
 * take their place at the end (hidden when that is how they start), widths are kept within bounds.
 */
export function readLayout(stored: unknown, columns: readonly Column[]): ColumnLayout {
  const initial = initialLayout(columns);
  if (typeof stored !== 'object' || stored === null) return initial;
  const known = new Map(columns.map((column) => [column.id, column]));
  const storedOrder = 'order' in stored ? knownIds(stored.order, known) : [];
  const fresh = initial.order.filter((id) => !storedOrder.includes(id));
  const storedHidden = 'hidden' in stored ? knownIds(stored.hidden, known) : [];
  const hidden = [...storedHidden, ...fresh.filter((id) => initial.hidden.includes(id))];
  return {
    order: [...storedOrder, ...fresh],
    hidden: hidden.filter((id) => known.get(id)?.required !== true),
    widths: 'widths' in stored ? knownWidths(stored.widths, known) : {},
  };
}

/** Moves a column by a number of places; at the ends it stays. */
export function moveColumn(layout: ColumnLayout, id: string, by: number): ColumnLayout {
  const from = layout.order.indexOf(id);
  if (from === -1) return layout;
  const to = Math.min(Math.max(from + by, 0), layout.order.length - 1);
  const order = layout.order.filter((other) => other !== id);
  order.splice(to, 0, id);
  return { ...layout, order };
}

export function toggleColumn(layout: ColumnLayout, id: string): ColumnLayout {
  const hidden = layout.hidden.includes(id)
    ? layout.hidden.filter((other) => other !== id)
    : [...layout.hidden, id];
  return { ...layout, hidden };
}

export function resizeColumn(layout: ColumnLayout, id: string, width: number): ColumnLayout {
  return { ...layout, widths: { ...layout.widths, [id]: boundedWidth(width) } };
}

function boundedWidth(width: number): number {
  return Math.round(Math.min(Math.max(width, minimumWidth), maximumWidth));
}

function knownIds(value: unknown, known: ReadonlyMap<string, Column>): string[] {
  if (!Array.isArray(value)) return [];
  return [...new Set(value.filter((id: unknown): id is string => typeof id === 'string' && known.has(id)))];
}

function knownWidths(value: unknown, known: ReadonlyMap<string, Column>): Record<string, number> {
  const widths: Record<string, number> = {};
  if (typeof value !== 'object' || value === null) return widths;
  for (const [id, width] of Object.entries(value)) {
    if (known.has(id) && typeof width === 'number' && Number.isFinite(width))
      widths[id] = boundedWidth(width);
  }
  return widths;
}

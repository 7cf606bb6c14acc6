import type { LabelKey } from './i18n.ts';

/** As much of the registry as finding one's place needs; `Area` fits. */
export type PlacedArea<Page extends PlacedPage = PlacedPage> = {
  readonly id: string;
  readonly labelKey: LabelKey;
  readonly pages: readonly Page[];
};

export type PlacedPage = {
  readonly path: string;
  readonly labelKey: LabelKey;
  readonly parent?: string;
};

export type Place<Page extends PlacedPage> = {
  readonly area: PlacedArea<Page>;
  readonly page: Page;
  readonly parameters: Readonly<Record<string, string>>;
};

export type Crumb = {
  readonly labelKey: LabelKey;
  /** Where it leads; null when it is no page of its own, or a page that cannot be named from here. */
  readonly path: string | null;
};

/** The page a path belongs to: a literal segment wins over a parameter. Null when there is none. */
export function placeOf<Page extends PlacedPage>(
  areas: readonly PlacedArea<Page>[],
  path: string,
): Place<Page> | null {
  let best: Place<Page> | null = null;
  for (const area of areas) {
    for (const page of area.pages) {
      const parameters = matchPath(page.path, path);
      if (parameters === null) continue;
      if (best === null || Object.keys(parameters).length < Object.keys(best.parameters).length) {
        best = { area, page, parameters };
      }
    }
  }
  return best;
}

/** From the area down to the page itself. An area whose first page is on the trail is not named twice. */
export function trailOf<Page extends PlacedPage>(
  areas: readonly PlacedArea<Page>[],
  path: string,
): readonly Crumb[] {
  const place = placeOf(areas, path);
  if (place === null) return [];
  const pages: Page[] = [];
  for (let page: Page | undefined = place.page; page !== undefined && !pages.includes(page);) {
    pages.unshift(page);
    const { parent }: Page = page;
    page = parent === undefined ? undefined : placeOf(areas, fillPath(parent, place.parameters))?.page;
  }
  const crumbs = pages.map((page) => ({
    labelKey: page.labelKey,
    path: fillPath(page.path, place.parameters),
  }));
  const { area } = place;
  if (crumbs[0]?.labelKey === area.labelKey || area.pages.length === 1) return crumbs;
  return [{ labelKey: area.labelKey, path: null }, ...crumbs];
}

/** The parameters with which `path` matches `pattern`, or null. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const expected = segmentsOf(pattern);
  const found = segmentsOf(path);
  if (expected.length !== found.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const actual = found[index] ?? '';
    if (segment.startsWith('$')) parameters[segment.slice(1)] = decode(actual);
    else if (segment !== actual) return null;
  }
  return parameters;
}

function fillPath(pattern: string, parameters: Readonly<Record<string, string>>): string {
  return pattern.replaceAll(/\$(\w+)/g, (placeholder, name: string) => {
    const value = parameters[name];
    return value === undefined ? placeholder : encodeURIComponent(value);
  });
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** A hand-edited URL may hold a stray percent sign; it is then taken as it stands. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];

export type Preferences = {
  readonly density: Density;
  /** The navigation shows icons only. */
  readonly navigationCollapsed: boolean;
  /** IDs of the areas whose section of the navigation is folded. */
  readonly foldedSections: readonly string[];
  /** Shortcuts without a modifier key; people who dictate need them off (WCAG 2.1.4). */
  readonly letterShortcuts: boolean;
  /** IDs of palette items, the last used first. */
  readonly recentItems: readonly string[];
};

const recentItemsKept = 6;

/** What one person prefers on this machine. Theme is not here: Mantine keeps it under `opsdeck.color-scheme`. */
export const usePreferences = create<Preferences>()(
  persist<Preferences>(
    () => ({
      density: 'comfortable',
      navigationCollapsed: false,
      foldedSections: [],
      letterShortcuts: true,
      recentItems: [],
    }),
    { name: 'opsdeck.preferences', version: 1, storage: createJSONStorage(() => localStorage) },
  ),
);

export function setDensity(density: Density): void {
  usePreferences.setState({ density });
}

export function toggleDensity(): void {
  usePreferences.setState(({ density }) => ({ density: density === 'compact' ? 'comfortable' : 'compact' }));
}

export function toggleNavigation(): void {
  usePreferences.setState(({ navigationCollapsed }) => ({ navigationCollapsed: !navigationCollapsed }));
}

export function toggleSection(id: string): void {
  usePreferences.setState(({ foldedSections }) => ({
    foldedSections: foldedSections.includes(id)
      ? foldedSections.filter((folded) => folded !== id)
      : [...foldedSections, id],
  }));
}

export function setLetterShortcuts(letterShortcuts: boolean): void {
  usePreferences.setState({ letterShortcuts });
}

export function rememberItem(id: string): void {
  usePreferences.setState(({ recentItems }) => ({
    recentItems: [id, ...recentItems.filter((recent) => recent !== id)].slice(0, recentItemsKept),
  }));
}

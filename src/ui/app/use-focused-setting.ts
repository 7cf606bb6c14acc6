import { useEffect } from 'react';
import { z } from 'zod';
import { useSearchState } from './search-state.ts';

const searchSchema = z.object({ setting: z.string().max(64).optional().catch(undefined) });

/** After the frame has put the focus on the page, and the palette has given it back. */
const afterNavigationMs = 220;

/** The element of a setting, by the ID that its page's registry entry has. */
export function settingElementId(id: string): string {
  return `setting-${id}`;
}

/** Puts the focus on the setting that the address names, once the page shows its settings; then it is only the page again. */
export function useFocusedSetting(ready: boolean): void {
  const [{ setting }, setSearch] = useSearchState(searchSchema);
  useEffect(() => {
    if (!ready || setting === undefined) return;
    const timer = setTimeout(() => {
      const element = document.getElementById(settingElementId(setting));
      const field = element?.matches('input')
        ? element
        : (element?.querySelector<HTMLElement>('input:checked') ??
          element?.querySelector<HTMLElement>('input'));
      element?.scrollIntoView({ block: 'center' });
      field?.focus({ preventScroll: true });
      setSearch({ setting: undefined });
    }, afterNavigationMs);
    return () => clearTimeout(timer);
  }, [ready, setting, setSearch]);
}

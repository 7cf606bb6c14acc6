import { useEffect } from 'react';
import { create } from 'zustand';

type PageName = { readonly path: string; readonly name: string } | null;

const usePageName = create<{ readonly current: PageName }>()(() => ({ current: null }));

/** For a page about one thing: puts the thing's name in place of the page's label in breadcrumbs and title. */
export function useNamePage(path: string, name: string | undefined): void {
  useEffect(() => {
    if (name === undefined) return undefined;
    usePageName.setState({ current: { path, name } });
    return () => usePageName.setState({ current: null });
  }, [path, name]);
}

/** The name the page at this path gave itself, if it did. */
export function useGivenName(path: string): string | null {
  return usePageName(({ current }) => (current?.path === path ? current.name : null));
}

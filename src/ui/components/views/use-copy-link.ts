import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ViewPage } from '#contract/view-pages.ts';
import type { ViewState } from '#contract/view-state.ts';
import { useToasts } from '../feedback/use-toasts.ts';
import { viewPlaces } from './view-places.ts';
import { asItIs, readViewState } from './view-state.ts';

/** Puts a link to a page in that state on the clipboard. Columns are not in it: they are everybody's own. */
export function useCopyLink(): (page: ViewPage, state: ViewState) => Promise<void> {
  const { t } = useTranslation('components');
  const router = useRouter();
  const toasts = useToasts();
  return async (page, state) => {
    const { search } = readViewState(page, state);
    const { href } = router.buildLocation({
      to: viewPlaces[page].path,
      search: Object.keys(search).length === 0 ? asItIs : search,
    });
    const link = new URL(router.history.createHref(href), window.location.href).href;
    try {
      await navigator.clipboard.writeText(link);
      toasts.show(t('views.copied'));
    } catch {
      // A page that is not served securely, or a browser that was told not to, has no clipboard.
      toasts.show(t('views.notCopied', { link }));
    }
  };
}

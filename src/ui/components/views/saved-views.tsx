import { useState } from 'react';
import { Button, Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconBookmark, IconBookmarkFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SavedViewId } from '#contract/ids.ts';
import type { ViewPage } from '#contract/view-pages.ts';
import type { SavedView } from '#contract/views.ts';
import { useTRPC } from '../../app/trpc.ts';
import { viewPlaces } from './view-places.ts';
import { ViewPanel } from './view-panel.tsx';
import { readViewState, sameSearch, viewStateOf } from './view-state.ts';
import classes from './views.module.css';

type SavedViewsProps = {
  /** A page whose state is its URL's search; `view-places.ts` says what of that belongs to no view. */
  readonly page: ViewPage;
  /** The columns of its table, where it has one. */
  readonly columns?: {
    readonly layout: object;
    /** Takes what was stored, perhaps by another version. */
    readonly onApply: (layout: unknown) => void;
  };
};

/** What the page is set to, under names: to apply, save, share, open with, carry as a file, and send as a link. */
export function SavedViews({ page, columns }: SavedViewsProps) {
  const { t } = useTranslation('components');
  const trpc = useTRPC();
  const navigate = useNavigate();
  const search: object = useSearch({ strict: false });
  const [opened, setOpened] = useState(false);
  const [applied, setApplied] = useState<SavedViewId | null>(null);
  const views = useQuery(trpc.views.list.queryOptions({ page }));
  const current = viewStateOf(search, viewPlaces[page].passing, columns?.layout ?? null);
  const active = activeView(page, views.data ?? [], current, applied);
  const apply = (view: SavedView) => {
    const { search: next, layout } = readViewState(page, view.state);
    if (layout !== null) columns?.onApply(layout);
    setApplied(view.id);
    setOpened(false);
    void navigate({ to: '.', search: next });
  };
  const label =
    active === null
      ? t('views.views')
      : t(active.isChanged ? 'views.inUseChanged' : 'views.inUse', { name: active.view.name });
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus width={340}>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          className={classes['button']}
          aria-label={active === null ? undefined : `${t('views.views')}: ${label}`}
          leftSection={
            active === null ? (
              <IconBookmark size={15} aria-hidden />
            ) : (
              <IconBookmarkFilled size={15} aria-hidden />
            )
          }
          onClick={() => setOpened(!opened)}
        >
          <span className={classes['name']}>{label}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12} aria-label={t('views.views')}>
        <ViewPanel
          page={page}
          views={views}
          current={current}
          activeId={active?.view.id ?? null}
          onApply={apply}
          onSaved={setApplied}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

type ActiveView = { readonly view: SavedView; readonly isChanged: boolean };

/** The view that the page shows: the one that was applied last, also when it was changed since, or any of the same search. */
function activeView(
  page: ViewPage,
  views: readonly SavedView[],
  current: SavedView['state'] | null,
  applied: SavedViewId | null,
): ActiveView | null {
  const search = current === null ? null : readViewState(page, current).search;
  if (search === null) return null;
  const shows = (view: SavedView) => sameSearch(readViewState(page, view.state).search, search);
  const last = views.find(({ id }) => id === applied);
  if (last !== undefined && shows(last)) return { view: last, isChanged: false };
  // Nothing set is what every view of columns alone has: it says nothing of which one.
  const same = Object.keys(search).length === 0 ? undefined : views.find(shows);
  if (same !== undefined) return { view: same, isChanged: false };
  return last === undefined ? null : { view: last, isChanged: true };
}

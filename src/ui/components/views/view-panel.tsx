import { useState } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SavedViewId } from '#contract/ids.ts';
import type { ViewPage } from '#contract/view-pages.ts';
import type { ViewState } from '#contract/view-state.ts';
import type { SavedView } from '#contract/views.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useAwayReason } from '../../app/use-away.ts';
import { useMay } from '../../app/use-may.ts';
import { ErrorState } from '../states/error-state.tsx';
import { LoadingOrError } from '../states/loading-or-error.tsx';
import { SaveViewForm } from './save-view-form.tsx';
import { useViewCommands } from './use-view-commands.ts';
import { ViewFiles } from './view-files.tsx';
import { ViewRow } from './view-row.tsx';
import classes from './views.module.css';

type ViewPanelProps = {
  readonly page: ViewPage;
  readonly views: UseQueryResult<SavedView[], unknown>;
  readonly current: ViewState | null;
  readonly activeId: SavedViewId | null;
  readonly onApply: (view: SavedView) => void;
  /** The page shows this view now. */
  readonly onSaved: (id: SavedViewId) => void;
};

/** The views of a page and all that can be done with them. What was saved can be used while the database is away. */
export function ViewPanel({ page, views, current, activeId, onApply, onSaved }: ViewPanelProps) {
  const { t } = useTranslation('components');
  const away = useAwayReason();
  const mayWrite = useMay('views:write');
  const commands = useViewCommands();
  const [openId, setOpenId] = useState<SavedViewId | null>(null);
  const { save, change, remove, setDefault, importing } = commands;
  const failure = [save, change, remove, setDefault, importing].find(({ error }) => error !== null)?.error;
  return (
    <div className={classes['views']}>
      {away === null ? null : <p className={classes['away']}>{t('views.away')}</p>}
      {views.data === undefined ? <LoadingOrError read={views} lines={2} variant="inline" /> : null}
      {views.data?.length === 0 ? <p className={classes['empty']}>{t('views.none')}</p> : null}
      <ul className={classes['list']} hidden={views.data === undefined || views.data.length === 0}>
        {views.data?.map((view) => (
          <ViewRow
            key={view.id}
            view={view}
            isActive={view.id === activeId}
            isOpen={view.id === openId}
            current={current}
            commands={commands}
            mayWrite={mayWrite}
            onApply={() => onApply(view)}
            onToggle={() => setOpenId(view.id === openId ? null : view.id)}
            onOverwritten={() => onSaved(view.id)}
          />
        ))}
      </ul>
      {mayWrite ? (
        <SaveViewForm
          page={page}
          own={(views.data ?? []).filter(({ mine }) => mine)}
          current={current}
          commands={commands}
          onSaved={onSaved}
        />
      ) : null}
      {failure === null || failure === undefined ? null : (
        <ErrorState error={toConsoleError(failure)} variant="inline" />
      )}
      <ViewFiles page={page} views={views.data ?? []} commands={commands} mayWrite={mayWrite} />
    </div>
  );
}

import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type DashboardName, dashboards } from '#contract/metrics/dashboards/dashboards.ts';
import { type Dashboard, pickedSubject } from '#contract/metrics/dashboards/dashboard.ts';
import { useSearchState } from '../app/search-state.ts';
import { useTRPC } from '../app/trpc.ts';
import { PageHeader } from '../components/layout/page-header.tsx';
import { LoadingOrError } from '../components/states/loading-or-error.tsx';
import { analyticsSearchSchema, dashboardState } from './analytics-search.ts';
import classes from './analytics.module.css';
import { AnnotationList } from './annotations/annotation-list.tsx';
import { ChooseSubject } from './choose-subject.tsx';
import { DashboardContext } from './dashboard-context.ts';
import { kept } from './kept-answer.ts';
import { MetricTiles } from './metric-tiles.tsx';
import { PanelView } from './panel-view.tsx';
import { SubjectPicker } from './subject-picker.tsx';
import { Toolbar } from './toolbar.tsx';

/** A dashboard, drawn from what the contract says it shows. */
export function DashboardPage({ name }: { readonly name: DashboardName }) {
  const { t } = useTranslation('analytics');
  const trpc = useTRPC();
  const dashboard: Dashboard = dashboards[name];
  const [search, setSearch] = useSearchState(analyticsSearchSchema);
  const basis = useQuery({ ...trpc.metrics.basis.queryOptions(), ...kept });
  const state = useMemo(
    () => (basis.data === undefined ? null : dashboardState(search, basis.data.today, basis.data.currencies)),
    [search, basis.data],
  );
  const open = useMemo(
    () =>
      state === null || basis.data === undefined ? null : { dashboard, state, timeZone: basis.data.timeZone },
    [dashboard, state, basis.data],
  );
  const picked = pickedSubject(dashboard);
  return (
    <div className={classes['page']}>
      <PageHeader
        title={t(`pages.${name}`)}
        description={dashboard.description}
        actions={
          picked === null ? undefined : (
            <SubjectPicker
              key={picked}
              kind={picked}
              subject={search.of ?? null}
              onChange={(of) => setSearch({ of })}
            />
          )
        }
      />
      {open === null || basis.data === undefined ? (
        <LoadingOrError read={basis} lines={10} />
      ) : (
        <DashboardContext value={open}>
          <Toolbar
            name={name}
            search={search}
            state={open.state}
            today={basis.data.today}
            currencies={basis.data.currencies}
            onChange={setSearch}
          />
          {picked !== null && open.state.subject === null ? (
            <ChooseSubject
              kind={picked}
              currency={open.state.currency}
              onChoose={(of) => setSearch({ of })}
            />
          ) : (
            <>
              <AnnotationList today={basis.data.today} />
              <MetricTiles />
              <div className={classes['panels']}>
                {dashboard.panels.map((panel) => (
                  <PanelView key={panel.id} panel={panel} today={basis.data.today} />
                ))}
              </div>
            </>
          )}
        </DashboardContext>
      )}
    </div>
  );
}

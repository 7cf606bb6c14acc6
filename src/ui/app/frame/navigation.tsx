import { type RefObject, useEffect, useRef } from 'react';
import { Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconChevronDown,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
} from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Area, PageDefinition } from '../area.ts';
import { areas } from '../areas.ts';
import { isReachable } from '../commands.ts';
import { useLabels } from '../i18n.ts';
import { toggleNavigation, toggleSection, usePreferences } from '../preferences.ts';
import { ShortcutKeys } from '../shortcuts/shortcut-keys.tsx';
import { LogoMark, Wordmark } from './logo.tsx';
import classes from './navigation.module.css';

type NavigationProps = {
  /** Icons only. */
  readonly collapsed: boolean;
  readonly inDrawer?: boolean;
};

/** The domains and their pages. A domain with one page is one line; one with several is a section that folds. */
export function Navigation({ collapsed, inDrawer = false }: NavigationProps) {
  const { t } = useTranslation('app');
  const domains = areas.filter(({ placement }) => placement !== 'foot');
  const foot = areas.filter(({ placement }) => placement === 'foot');
  const sections = useRef<HTMLElement>(null);
  useCurrentInView(sections);
  return (
    <div className={classes['navigation']} data-collapsed={collapsed || undefined}>
      <Link to="/" className={classes['brand']} aria-label={t('navigation.home')} activeProps={{}}>
        <LogoMark />
        {collapsed ? null : <Wordmark name={t('name')} />}
      </Link>
      <nav ref={sections} className={classes['sections']} aria-label={t('landmarks.navigation')}>
        <div className={classes['domains']}>
          {domains.map((area) => (
            <AreaSection key={area.id} area={area} collapsed={collapsed} />
          ))}
        </div>
        {foot.map((area) => (
          <AreaSection key={area.id} area={area} collapsed={collapsed} />
        ))}
      </nav>
      {inDrawer ? null : <CollapseButton collapsed={collapsed} />}
    </div>
  );
}

/** Moves the item of the page that is shown into view: in a low window it may be below it. */
function useCurrentInView(sections: RefObject<HTMLElement | null>): void {
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => {
    sections.current?.querySelector(`[aria-current='page']`)?.scrollIntoView({ block: 'nearest' });
  }, [sections, pathname]);
}

function AreaSection({ area, collapsed }: { readonly area: Area; readonly collapsed: boolean }) {
  const labels = useLabels();
  const folded = usePreferences(({ foldedSections }) => foldedSections.includes(area.id));
  const pages = area.pages.filter(isReachable);
  const items = pages.map((page) => <PageLink key={page.path} page={page} collapsed={collapsed} />);
  if (pages.length <= 1) return items;
  const listId = `navigation-${area.id}`;
  return (
    <div className={classes['section']}>
      {collapsed ? null : (
        <UnstyledButton
          className={classes['sectionTitle']}
          aria-expanded={!folded}
          aria-controls={listId}
          onClick={() => toggleSection(area.id)}
        >
          {labels(area.labelKey)}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      )}
      <div id={listId} hidden={folded && !collapsed}>
        {items}
      </div>
    </div>
  );
}

const reachablePaths = areas.flatMap(({ pages }) => pages.filter(isReachable).map(({ path }) => path));

/** A page whose address begins that of another in the navigation is the current one only at its own; the other marks itself. */
const parentPaths: ReadonlySet<string> = new Set([
  '/',
  ...reachablePaths.filter((path) => reachablePaths.some((other) => other.startsWith(`${path}/`))),
]);

function PageLink({ page, collapsed }: { readonly page: PageDefinition; readonly collapsed: boolean }) {
  const labels = useLabels();
  const label = labels(page.labelKey);
  const link = (
    <Link
      to={page.path}
      className={classes['item']}
      activeOptions={{ exact: parentPaths.has(page.path), includeSearch: false }}
      {...(collapsed ? { 'aria-label': label } : {})}
    >
      <page.icon size={18} stroke={1.7} aria-hidden />
      {collapsed ? null : <span className={classes['itemLabel']}>{label}</span>}
      {collapsed || page.shortcut === undefined ? null : (
        <span className={classes['itemKeys']} aria-hidden>
          <ShortcutKeys shortcut={page.shortcut} />
        </span>
      )}
    </Link>
  );
  return (
    <Tooltip label={label} position="right" disabled={!collapsed} openDelay={100}>
      {link}
    </Tooltip>
  );
}

function CollapseButton({ collapsed }: { readonly collapsed: boolean }) {
  const { t } = useTranslation('app');
  const label = t(collapsed ? 'navigation.expand' : 'navigation.collapse');
  const CollapseIcon = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <Tooltip label={label} position="right">
      <UnstyledButton className={classes['collapse']} aria-label={label} onClick={toggleNavigation}>
        <CollapseIcon size={18} stroke={1.7} aria-hidden />
      </UnstyledButton>
    </Tooltip>
  );
}

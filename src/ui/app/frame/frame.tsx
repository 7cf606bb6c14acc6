import { useCallback, useEffect, useRef } from 'react';
import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../commands.ts';
import { Palette } from '../palette/palette.tsx';
import { usePreferences } from '../preferences.ts';
import { useSession } from '../session.ts';
import { ShortcutsDialog } from '../shortcuts/shortcuts-dialog.tsx';
import { useShortcuts } from '../shortcuts/use-shortcuts.ts';
import { useDayTurn } from '../use-day-turn.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { Header } from './header.tsx';
import { Navigation } from './navigation.tsx';
import { NotSignedIn } from './not-signed-in.tsx';
import { PageTitle } from './page-title-announcer.tsx';
import { StatusBar } from './status-bar.tsx';
import classes from './frame.module.css';

/** What surrounds every page: navigation, header, status bar and the frame's dialogs. */
export function Frame() {
  const signedIn = useSession((session) => session.signedIn);
  return signedIn ? <SignedInFrame /> : <NotSignedIn />;
}

function SignedInFrame() {
  const { t } = useTranslation('app');
  const commands = useCommands();
  useShortcuts(commands);
  useDayTurn();
  const collapsed = usePreferences(({ navigationCollapsed }) => navigationCollapsed);
  const [drawerOpened, drawer] = useDisclosure(false);
  const content = useRef<HTMLElement>(null);
  const focusContent = useCallback(() => content.current?.focus({ preventScroll: true }), []);
  useFocusOnNavigation(content, drawer.close);

  return (
    <div className={classes['frame']} data-collapsed={collapsed || undefined}>
      <a
        href="#content"
        className={classes['skip']}
        onClick={(event) => {
          // The hash is the route's: only the focus moves.
          event.preventDefault();
          focusContent();
        }}
      >
        {t('skipToContent')}
      </a>
      <aside className={classes['navigation']}>
        <Navigation collapsed={collapsed} />
      </aside>
      <Drawer
        opened={drawerOpened}
        onClose={drawer.close}
        size={272}
        padding={0}
        withCloseButton={false}
        attributes={{ content: { 'aria-label': t('landmarks.navigation') } }}
        classNames={{ body: classes['drawer'] ?? '' }}
      >
        <Navigation collapsed={false} inDrawer />
      </Drawer>
      <Header onOpenNavigation={drawer.open} />
      <main
        id="content"
        ref={content}
        className={classes['content']}
        tabIndex={-1}
        aria-label={t('landmarks.content')}
      >
        <ConnectionBanner />
        <div className={classes['page']}>
          <Outlet />
        </div>
      </main>
      <StatusBar />
      <PageTitle />
      <Palette commands={commands} />
      <ShortcutsDialog commands={commands} />
    </div>
  );
}

const usersEvents = ['pointerdown', 'keydown'] as const;

/** A new page starts at its top with the focus on it, as if it had been loaded; changes of the query do neither. */
function useFocusOnNavigation(content: React.RefObject<HTMLElement | null>, onNavigated: () => void): void {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    onNavigated();
    const element = content.current;
    if (element === null) return;
    element.scrollTop = 0;
    // A dialog that led here gives the focus back to what opened it when it closes; this comes after. Whoever clicks or types in
    // the page by then has put the focus where they want it.
    const later = setTimeout(() => {
      if (document.querySelector('[aria-modal="true"]') === null) element.focus({ preventScroll: true });
    }, 160);
    const leave = () => clearTimeout(later);
    for (const event of usersEvents) window.addEventListener(event, leave, { capture: true, once: true });
    element.focus({ preventScroll: true });
    return () => {
      leave();
      for (const event of usersEvents) window.removeEventListener(event, leave, { capture: true });
    };
  }, [path, content, onNavigated]);
}

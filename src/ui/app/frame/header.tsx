import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { IconKeyboard, IconMenu2, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { openPalette, openShortcuts } from '../palette/palette-state.ts';
import { ShortcutKeys } from '../shortcuts/shortcut-keys.tsx';
import { paletteShortcut } from '../shortcuts/use-shortcuts.ts';
import { AppearanceMenu } from './appearance-menu.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { NoticeCentre } from './notice-centre.tsx';
import classes from './header.module.css';

/** Where one is, and the ways that lead everywhere. */
export function Header({ onOpenNavigation }: { readonly onOpenNavigation: () => void }) {
  const { t } = useTranslation('app');
  return (
    <header className={classes['header']}>
      <ActionIcon
        className={classes['burger']}
        size="lg"
        aria-label={t('navigation.open')}
        aria-haspopup="dialog"
        onClick={onOpenNavigation}
      >
        <IconMenu2 size={19} aria-hidden />
      </ActionIcon>
      <Breadcrumbs />
      <UnstyledButton
        className={classes['search']}
        onClick={openPalette}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
      >
        <IconSearch size={15} stroke={1.9} aria-hidden />
        <span className={classes['searchText']}>{t('palette.open')}</span>
        <span className={classes['searchKeys']} aria-hidden>
          <ShortcutKeys shortcut={paletteShortcut} />
        </span>
      </UnstyledButton>
      <div className={classes['tools']}>
        <Tooltip label={t('shortcuts.title')}>
          <ActionIcon
            className={classes['keyboard']}
            size="lg"
            aria-label={t('shortcuts.title')}
            aria-haspopup="dialog"
            onClick={openShortcuts}
          >
            <IconKeyboard size={19} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <NoticeCentre />
        <AppearanceMenu />
      </div>
    </header>
  );
}

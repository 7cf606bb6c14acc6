import { Fragment } from 'react';
import { Kbd, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { shortcutCaps } from './keys.ts';
import { isMac } from './platform.ts';
import classes from './shortcut-keys.module.css';

/** A shortcut as key caps: keys side by side are pressed together, “then” separates those pressed in turn. */
export function ShortcutKeys({ shortcut }: { readonly shortcut: string }) {
  const { t } = useTranslation('app');
  return (
    <span className={classes['keys']}>
      {shortcutCaps(shortcut, isMac).map((caps, stroke) => (
        <Fragment key={caps.join('+')}>
          {stroke === 0 ? null : <VisuallyHidden>{t('shortcuts.then')}</VisuallyHidden>}
          {caps.map((cap) => (
            <Kbd key={cap} size="xs">
              {cap}
            </Kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}

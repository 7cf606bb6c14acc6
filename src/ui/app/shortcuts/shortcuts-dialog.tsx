import { Fragment } from 'react';
import { Kbd } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/layout/dialog.tsx';
import type { Command } from '../command.ts';
import { closeFrameDialog, useFrameDialog } from '../palette/palette-state.ts';
import { usePreferences } from '../preferences.ts';
import { isMac } from './platform.ts';
import { ShortcutKeys } from './shortcut-keys.tsx';
import { paletteShortcut } from './use-shortcuts.ts';
import keyClasses from './shortcut-keys.module.css';
import classes from './shortcuts-dialog.module.css';

/** Every shortcut there is, derived from the commands that carry one. */
export function ShortcutsDialog({ commands }: { readonly commands: readonly Command[] }) {
  const { t } = useTranslation('app');
  const opened = useFrameDialog(({ open }) => open === 'shortcuts');
  const letters = usePreferences(({ letterShortcuts }) => letterShortcuts);
  const entries = commands.flatMap(({ id, kind, label, shortcut }) =>
    shortcut === undefined ? [] : [{ id, kind, label, shortcut }],
  );
  return (
    <Dialog opened={opened} onClose={closeFrameDialog} title={t('shortcuts.title')} width={680}>
      {letters ? null : <p className={classes['off']}>{t('shortcuts.off')}</p>}
      <div className={classes['columns']}>
        <ShortcutList title={t('shortcuts.pages')} entries={entries.filter(({ kind }) => kind === 'page')} />
        <ShortcutList
          title={t('shortcuts.actions')}
          entries={[
            { id: 'palette', label: t('shortcuts.palette'), shortcut: paletteShortcut },
            ...entries.filter(({ kind }) => kind === 'action'),
            { id: 'close', label: t('shortcuts.close'), shortcut: 'Esc' },
          ]}
        />
        <ListKeys />
      </div>
    </Dialog>
  );
}

const shift = isMac ? '⇧' : 'Shift';

/** The keys that every list of the console knows while it has the focus. Each entry is one way or several. */
const listKeys = [
  { id: 'listSearch', ways: [['/']] },
  { id: 'listMove', ways: [['↑'], ['↓']] },
  { id: 'listOpen', ways: [['Enter']] },
  { id: 'listSelect', ways: [['Space']] },
  {
    id: 'listExtend',
    ways: [
      [shift, '↑'],
      [shift, '↓'],
    ],
  },
  { id: 'listAll', ways: [[isMac ? '⌘' : 'Ctrl', 'A']] },
] as const;

function ListKeys() {
  const { t } = useTranslation('app');
  return (
    <section>
      <h3 className={classes['title']}>{t('shortcuts.lists')}</h3>
      <dl className={classes['list']}>
        {listKeys.map(({ id, ways }) => (
          <div key={id} className={classes['entry']}>
            <dt>{t(`shortcuts.${id}`)}</dt>
            <dd className={keyClasses['keys']}>
              {ways.map((caps, way) => (
                <Fragment key={caps.join('+')}>
                  {way === 0 ? null : <span className={classes['or']}>{t('shortcuts.or')}</span>}
                  {caps.map((cap) => (
                    <Kbd key={cap} size="xs">
                      {cap}
                    </Kbd>
                  ))}
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type ShortcutListProps = {
  readonly title: string;
  readonly entries: readonly { readonly id: string; readonly label: string; readonly shortcut: string }[];
};

function ShortcutList({ title, entries }: ShortcutListProps) {
  return (
    <section>
      <h3 className={classes['title']}>{title}</h3>
      <dl className={classes['list']}>
        {entries.map(({ id, label, shortcut }) => (
          <div key={id} className={classes['entry']}>
            <dt>{label}</dt>
            <dd>
              <ShortcutKeys shortcut={shortcut} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

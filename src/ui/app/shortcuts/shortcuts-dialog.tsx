import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/layout/dialog.tsx';
import type { Command } from '../command.ts';
import { closeFrameDialog, useFrameDialog } from '../palette/palette-state.ts';
import { usePreferences } from '../preferences.ts';
import { ShortcutKeys } from './shortcut-keys.tsx';
import { paletteShortcut } from './use-shortcuts.ts';
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
      </div>
    </Dialog>
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

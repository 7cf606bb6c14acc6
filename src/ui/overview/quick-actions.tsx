import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconCommand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDomainCommands } from '../app/commands.ts';
import { useAwayReason } from '../app/use-away.ts';
import { openPalette } from '../app/palette/palette-state.ts';
import { ShortcutKeys } from '../app/shortcuts/shortcut-keys.tsx';
import { paletteShortcut } from '../app/shortcuts/use-shortcuts.ts';
import { Section } from '../components/layout/section.tsx';
import classes from './overview.module.css';

/** What the domains offer to do, straight from the registry, and the way to everything else. */
export function QuickActions() {
  const { t } = useTranslation('overview');
  const commands = useDomainCommands();
  const away = useAwayReason();
  return (
    <Section title={t('quick.title')}>
      <ul className={classes['actions']}>
        {commands.map(({ id, icon: ActionIcon, label, shortcut, run }) => (
          <li key={id}>
            <Tooltip label={away} disabled={away === null} events={{ hover: true, focus: true, touch: true }}>
              <UnstyledButton
                className={classes['action']}
                aria-disabled={away !== null || undefined}
                onClick={() => {
                  if (away === null) run();
                }}
              >
                <ActionIcon size={17} stroke={1.7} aria-hidden />
                <span className={classes['actionLabel']}>{label}</span>
                {shortcut === undefined ? null : <ShortcutKeys shortcut={shortcut} />}
              </UnstyledButton>
            </Tooltip>
          </li>
        ))}
        <li>
          <UnstyledButton className={classes['action']} onClick={openPalette} aria-haspopup="dialog">
            <IconCommand size={17} stroke={1.7} aria-hidden />
            <span className={classes['actionLabel']}>{t('quick.more')}</span>
            <ShortcutKeys shortcut={paletteShortcut} />
          </UnstyledButton>
        </li>
      </ul>
    </Section>
  );
}

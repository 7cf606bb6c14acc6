import { useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../command.ts';
import { usePreferences } from '../preferences.ts';
import { ShortcutKeys } from '../shortcuts/shortcut-keys.tsx';
import { groupCommands, type CommandGroup } from './group-commands.ts';
import { closeFrameDialog, useFrameDialog } from './palette-state.ts';
import { useRecords } from './use-records.ts';
import classes from './palette.module.css';

/** Ctrl/⌘ K: every page, action, setting and account by name. A combobox, so that screen readers follow the arrow keys. */
export function Palette({ commands }: { readonly commands: readonly Command[] }) {
  const { t } = useTranslation('app');
  const opened = useFrameDialog(({ open }) => open === 'palette');
  return (
    <Modal
      opened={opened}
      onClose={closeFrameDialog}
      withCloseButton={false}
      returnFocus={false}
      centered={false}
      yOffset="12vh"
      size={620}
      transitionProps={{ duration: 0 }}
      padding={0}
      radius="lg"
      classNames={{ content: classes['content'] ?? '' }}
      attributes={{ content: { 'aria-label': t('palette.title') } }}
    >
      <PaletteContent commands={commands} />
    </Modal>
  );
}

function PaletteContent({ commands }: { readonly commands: readonly Command[] }) {
  const { t } = useTranslation('app');
  const recent = usePreferences(({ recentItems }) => recentItems);
  const [query, setQuery] = useState('');
  const [selected, setSelected] = useState(0);
  const listId = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const { records, searching } = useRecords(query);
  const groups = useMemo(
    () => groupCommands(commands, recent, query, records),
    [commands, recent, query, records],
  );
  const flat = groups.flatMap((group) => group.commands);

  // At once, not when the dialog's focus trap gets to it: people type right after the shortcut.
  // Read before that, because the dialog itself would remember this very field as what to give the focus back to.
  useLayoutEffect(() => {
    const before = document.activeElement;
    inputRef.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  const select = (index: number): void => {
    const next = flat.length === 0 ? 0 : (index + flat.length) % flat.length;
    setSelected(next);
    listRef.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const act = keyActions(select, selected, flat.length, () => runCommand(flat[selected]))[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  return (
    <>
      <div className={classes['search']}>
        <IconSearch size={17} stroke={1.8} aria-hidden />
        <input
          ref={inputRef}
          data-autofocus
          className={classes['input']}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={flat.length === 0 ? undefined : `${listId}-${selected}`}
          aria-label={t('palette.placeholder')}
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setSelected(0);
            listRef.current?.scrollTo({ top: 0 });
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        id={listId}
        ref={listRef}
        role="listbox"
        aria-label={t('palette.results')}
        className={classes['list']}
      >
        {groups.map((group) => (
          <PaletteGroup
            key={group.kind}
            group={group}
            listId={listId}
            selected={selected}
            onSelect={setSelected}
            onRun={runCommand}
          />
        ))}
      </div>
      {flat.length > 0 || searching ? null : (
        <div className={classes['nothing']} role="status">
          <p>{t('palette.nothing', { query: query.trim() })}</p>
          <p className={classes['hint']}>{t('palette.nothingHint')}</p>
        </div>
      )}
      <div className={classes['foot']} aria-hidden>
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd> {t('palette.hintMove')}
        </span>
        <span>
          <kbd>↵</kbd> {t('palette.hintRun')}
        </span>
        <span>
          <kbd>Esc</kbd> {t('palette.hintClose')}
        </span>
      </div>
    </>
  );
}

function runCommand(command: Command | undefined): void {
  if (command === undefined) return;
  closeFrameDialog();
  command.run();
}

type PaletteGroupProps = {
  readonly group: CommandGroup;
  readonly listId: string;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly onRun: (command: Command) => void;
};

function PaletteGroup({ group, listId, selected, onSelect, onRun }: PaletteGroupProps) {
  const { t } = useTranslation('app');
  const titleId = `${listId}-${group.kind}`;
  return (
    <div role="group" aria-labelledby={titleId}>
      <div id={titleId} className={classes['group']} role="presentation">
        {t(`palette.${group.kind}`)}
      </div>
      {group.commands.map((command, offset) => {
        const index = group.start + offset;
        return (
          <div
            key={command.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === selected}
            data-index={index}
            data-command={command.id}
            className={classes['option']}
            onMouseMove={() => onSelect(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onRun(command)}
          >
            <command.icon size={17} stroke={1.7} aria-hidden />
            <span className={classes['label']}>{command.label}</span>
            {command.section === command.label ? null : (
              <span className={classes['section']}>{command.section}</span>
            )}
            {command.shortcut === undefined ? null : <ShortcutKeys shortcut={command.shortcut} />}
          </div>
        );
      })}
    </div>
  );
}

function keyActions(
  select: (index: number) => void,
  selected: number,
  count: number,
  run: () => void,
): Readonly<Record<string, (() => void) | undefined>> {
  return {
    ArrowDown: () => select(selected + 1),
    ArrowUp: () => select(selected - 1),
    PageDown: () => select(Math.min(selected + 8, count - 1)),
    PageUp: () => select(Math.max(selected - 8, 0)),
    Enter: run,
  };
}

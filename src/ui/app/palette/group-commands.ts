import type { Command } from '../command.ts';
import { fuzzySearch } from './fuzzy.ts';

export type CommandGroup = {
  readonly kind: 'recent' | 'pages' | 'actions' | 'settings' | 'records';
  /** Where its first command stands among all that are listed. */
  readonly start: number;
  readonly commands: readonly Command[];
};

/**
 * What the palette lists. Without a query: what was used last, then every page and action. With one: matches only, the group
 * that holds the best match first; then settings, which are looked for less often than what their words are about; then records,
 * which the core has matched: they arrive after the others, and nothing may move under the hand.
 */
export function groupCommands(
  commands: readonly Command[],
  recentIds: readonly string[],
  query: string,
  records: readonly Command[] = [],
): readonly CommandGroup[] {
  const searching = query.trim() !== '';
  const recent = searching
    ? []
    : recentIds.flatMap((id) => commands.find((command) => command.id === id) ?? []);
  const rest = fuzzySearch(
    commands.filter((command) => !recent.includes(command) && (searching || command.kind !== 'setting')),
    query,
  );
  const pages = { kind: 'pages', commands: rest.filter(({ kind }) => kind === 'page') } as const;
  const actions = { kind: 'actions', commands: rest.filter(({ kind }) => kind === 'action') } as const;
  const settings = { kind: 'settings', commands: rest.filter(({ kind }) => kind === 'setting') } as const;
  const best = rest.find(({ kind }) => kind !== 'setting');
  const ordered = searching && best?.kind === 'action' ? [actions, pages] : [pages, actions];
  const found = { kind: 'records', commands: searching ? records : [] } as const;
  let start = 0;
  return [{ kind: 'recent', commands: recent } as const, ...ordered, settings, found].flatMap((group) => {
    const placed = { ...group, start };
    start += group.commands.length;
    return group.commands.length === 0 ? [] : [placed];
  });
}

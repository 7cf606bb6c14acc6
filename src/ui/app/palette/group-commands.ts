import type { Command } from '../command.ts';
import { fuzzySearch } from './fuzzy.ts';

export type CommandGroup = {
  readonly kind: 'recent' | 'pages' | 'actions';
  /** Where its first command stands among all that are listed. */
  readonly start: number;
  readonly commands: readonly Command[];
};

/**
 * What the palette lists. Without a query: what was used last, then everything else. With one: matches only, and the
 * group that holds the best match comes first.
 */
export function groupCommands(
  commands: readonly Command[],
  recentIds: readonly string[],
  query: string,
): readonly CommandGroup[] {
  const searching = query.trim() !== '';
  const recent = searching
    ? []
    : recentIds.flatMap((id) => commands.find((command) => command.id === id) ?? []);
  const rest = fuzzySearch(
    commands.filter((command) => !recent.includes(command)),
    query,
  );
  const pages = { kind: 'pages', commands: rest.filter(({ kind }) => kind === 'page') } as const;
  const actions = { kind: 'actions', commands: rest.filter(({ kind }) => kind === 'action') } as const;
  const ordered = searching && rest[0]?.kind === 'action' ? [actions, pages] : [pages, actions];
  let start = 0;
  return [{ kind: 'recent', commands: recent } as const, ...ordered].flatMap((group) => {
    const placed = { ...group, start };
    start += group.commands.length;
    return group.commands.length === 0 ? [] : [placed];
  });
}

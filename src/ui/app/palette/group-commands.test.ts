import { IconUsers } from '@tabler/icons-react';
import { describe, expect, it } from 'vitest';
import type { Command } from '../command.ts';
import { groupCommands } from './group-commands.ts';

const command = (id: string, kind: Command['kind'], label: string): Command => ({
  id,
  kind,
  label,
  keywords: '',
  section: '',
  icon: IconUsers,
  shortcut: undefined,
  run: () => undefined,
});

const commands = [
  command('page:/accounts', 'page', 'Accounts'),
  command('page:/settings', 'page', 'Settings'),
  command('action:check', 'action', 'Check all accounts'),
];

const shape = (recent: readonly string[], query: string) =>
  groupCommands(commands, recent, query).map((group) => [group.kind, group.commands.map(({ id }) => id)]);

describe('groupCommands', () => {
  it('lists everything once, the recent first', () => {
    expect(shape(['action:check'], '')).toEqual([
      ['recent', ['action:check']],
      ['pages', ['page:/accounts', 'page:/settings']],
    ]);
  });

  it('forgets recent commands that no longer exist', () => {
    expect(shape(['page:/gone'], '').map(([kind]) => kind)).toEqual(['pages', 'actions']);
  });

  it('puts the group of the best match first', () => {
    expect(shape([], 'check')).toEqual([['actions', ['action:check']]]);
    expect(shape([], 'acc').map(([kind]) => kind)).toEqual(['pages', 'actions']);
  });
});

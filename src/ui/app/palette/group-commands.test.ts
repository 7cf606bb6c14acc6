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
  command('setting:pace', 'setting', 'Pause between checks'),
];

const shape = (recent: readonly string[], query: string, records: readonly Command[] = []) =>
  groupCommands(commands, recent, query, records).map((group) => [
    group.kind,
    group.commands.map(({ id }) => id),
  ]);

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
    expect(shape([], 'check all')).toEqual([['actions', ['action:check']]]);
    expect(shape([], 'acc').map(([kind]) => kind)).toEqual(['pages', 'actions']);
  });

  it('offers settings to whoever searches for them', () => {
    expect(shape([], '').flatMap(([, ids]) => ids)).not.toContain('setting:pace');
    expect(shape([], 'pause')).toEqual([['settings', ['setting:pace']]]);
  });

  it('puts records last, as they were found, and none without a query', () => {
    const records = [command('record:7', 'record', 'Anna'), command('record:3', 'record', 'Bo')];
    expect(shape([], 'check', records)).toEqual([
      ['actions', ['action:check']],
      ['settings', ['setting:pace']],
      ['records', ['record:7', 'record:3']],
    ]);
    expect(shape([], '', records).map(([kind]) => kind)).not.toContain('records');
  });
});

import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { workspaceIdSchema } from '#contract/ids.ts';
import { localCopy, scopedTables } from './local-copy.ts';

const workspaceId = workspaceIdSchema.parse(randomUUID());
const tableOf = (name: string, scopes: Parameters<typeof localCopy>[1]) =>
  localCopy(workspaceId, scopes).tables.find((table) => table.name === name);

describe('the local copy', () => {
  it.each(scopedTables)('can cut %s by an instant that it keeps', (name) => {
    const table = tableOf(name, { [name]: { kind: 'window', days: 90 } });
    expect(table?.scope).toEqual({ kind: 'window', days: 90 });
    const kinds = new Map(table?.columns.map((column) => [column.name, column.kind]));
    expect(kinds.get(table?.window?.column ?? '')).toBe('instant');
    if (table?.window?.keep !== undefined) expect(kinds.get(table.window.keep.column)).toBe('text');
  });

  it('keeps what cannot be cut as a whole, whatever the file of scopes says', () => {
    expect(tableOf('accounts', { accounts: { kind: 'window', days: 1 } })?.scope).toEqual({ kind: 'all' });
  });
});

import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { workspaceIdSchema } from '#contract/ids.ts';
import { isAffected, tablesRead } from '#contract/tables-read.ts';
import { localCopy } from './local-copy.ts';

const { tables } = localCopy(workspaceIdSchema.parse(randomUUID()), {});
const kept = new Set(tables.map(({ name }) => name));
const read = new Set(Object.values(tablesRead).flatMap((domain) => Object.values(domain).flat()));

describe('the tables that queries are said to read', () => {
  it('are in the local copy', () => {
    expect([...read].filter((table) => !kept.has(table))).toEqual([]);
  });

  it('say which answers a change affects', () => {
    const changed = new Set(['payments']);
    expect(isAffected('marketplace', 'customer', changed)).toBe(true);
    expect(isAffected('marketplace', 'orders', changed)).toBe(false);
    expect(isAffected('marketplace', 'orders', new Set(['channels']))).toBe(true);
    expect(isAffected('elsewhere', 'orders', new Set(['channels']))).toBe(false);
  });
});

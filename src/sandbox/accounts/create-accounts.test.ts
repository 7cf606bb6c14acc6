import { parseSessionString } from '#core/telegram/session-string.ts';
import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from './account.ts';
import { createSandboxAccounts } from './create-accounts.ts';
import { livelyMix } from './mix.ts';
import { accountScriptKinds, type AccountScriptKind } from './script.ts';

function count(kind: AccountScriptKind, accounts: readonly SandboxAccount[]): number {
  return accounts.filter(({ script }) => script.kind === kind).length;
}

describe('sandbox accounts', () => {
  const accounts = createSandboxAccounts({ seed: 'test', count: 1_000, mix: livelyMix });

  it('are the same at every start, and others with another seed', () => {
    expect(createSandboxAccounts({ seed: 'test', count: 1_000, mix: livelyMix })).toEqual(accounts);
    expect(createSandboxAccounts({ seed: 'other', count: 1 })[0]?.session).not.toBe(accounts[0]?.session);
  });

  it('differ in everything that identifies an account', () => {
    for (const property of ['userId', 'phone', 'session'] as const) {
      expect(new Set(accounts.map((account) => account[property])).size).toBe(accounts.length);
    }
    const usernames = accounts.flatMap(({ username }) => username ?? []);
    expect(new Set(usernames).size).toBe(usernames.length);
    for (const username of usernames) expect(username).toMatch(/^[a-z]\w{4,31}$/);
  });

  it('have numbers that can be nobody’s, and sessions that can be read', () => {
    for (const { phone, session } of accounts) {
      expect(phone).toMatch(/^\+99966\d{5,}$/);
      expect(parseSessionString(session).session).toBe(session);
    }
  });

  it('follow the mix, every kind of it from 50 accounts on', () => {
    expect(count('active', accounts)).toBe(760);
    expect(count('banned', accounts)).toBe(40);
    const few = createSandboxAccounts({ seed: 'few', count: 50, mix: livelyMix });
    for (const kind of accountScriptKinds.filter((kind) => livelyMix[kind] !== undefined)) {
      expect(count(kind, few)).toBeGreaterThan(0);
    }
  });
});

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { KnownRow } from './sheet.ts';
import type { SheetThread } from './sheet-thread.ts';
import { findKnownSessions } from '../commands/recognise-session.ts';

/** A fingerprint takes some microseconds; so many of them hold nobody else up. */
const rowsAtOnce = 1_000;

/** Tells the sheet which of its sessions belong to an account, removed or not. */
export async function compareWithPool(
  { workspace, vault }: { readonly workspace: Workspace; readonly vault: Vault },
  sheet: SheetThread,
  size: number,
): Promise<void> {
  for (let from = 0; from < size; from += rowsAtOnce) {
    const digests = await sheet.ask('digests', { from, to: from + rowsAtOnce });
    const prints = digests.map(({ place, digest }) => ({
      place,
      fingerprint: vault.fingerprint(Buffer.from(digest)),
    }));
    const sessions = await findKnownSessions(
      workspace,
      workspace.database,
      prints.map(({ fingerprint }) => fingerprint),
    );
    const known: KnownRow[] = prints.flatMap(({ place, fingerprint }) => {
      const account = sessions.get(fingerprint.toString('hex'));
      return account === undefined ? [] : [{ place, accountId: account.id, removed: account.removed }];
    });
    if (known.length > 0) await sheet.ask('markKnown', { known });
    await nextTurn();
  }
}

import { importLimits, type AccountImportId } from '#contract/account-import.ts';
import type { Caller } from '../../rpc/caller.ts';
import { AccountImport, type ImportDependencies } from './account-import.ts';
import { gone, tooLarge } from './import-errors.ts';

/** Files that a console holds at once. One more takes the place of the one that was left alone longest. */
const mostAtOnce = 4;

/** The imports of this console. They are in its memory only. */
export type AccountImports = {
  /** @throws OpsdeckError IMPORT_TOO_LARGE */
  begin(caller: Caller, file: { readonly fileName: string; readonly size: number }): AccountImport;
  /** @throws OpsdeckError IMPORT_EXPIRED when it is over for long, or another operator's. */
  get(caller: Caller, id: AccountImportId): AccountImport;
  drop(id: AccountImportId): Promise<void>;
  /** Ends all of them: what is being written ends at its batch. */
  close(): Promise<void>;
};

export function createAccountImports(dependencies: ImportDependencies): AccountImports {
  /** The one used last is the last. */
  const imports = new Map<AccountImportId, AccountImport>();

  async function drop(id: AccountImportId): Promise<void> {
    const found = imports.get(id);
    imports.delete(id);
    await found?.cancel();
  }

  function makeRoom(): void {
    const holding = [...imports.values()].filter((one) => !one.ended);
    const idle = holding.find((one) => !one.busy);
    if (holding.length >= mostAtOnce && idle !== undefined) void drop(idle.id);
  }

  return {
    begin({ operatorId }, { fileName, size }) {
      if (size > importLimits.bytes) throw tooLarge();
      makeRoom();
      const begun = new AccountImport(dependencies, { operatorId, fileName, size }, () =>
        imports.delete(begun.id),
      );
      imports.set(begun.id, begun);
      return begun;
    },
    get({ operatorId }, id) {
      const found = imports.get(id);
      if (found?.operatorId !== operatorId) throw gone();
      imports.delete(id);
      imports.set(id, found);
      return found;
    },
    drop,
    async close() {
      await Promise.all([...imports.keys()].map(drop));
    },
  };
}

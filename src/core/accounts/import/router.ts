import { accountImportContract } from '#contract/account-import.ts';
import { implement } from '../../rpc/implement.ts';
import type { AccountImports } from './account-imports.ts';
import { watchImport } from './watch-import.ts';

export function accountImportRouter(imports: AccountImports) {
  return implement(accountImportContract, {
    begin: async ({ input, caller }) => imports.begin(caller, input).state,
    append: async ({ input, caller }) =>
      imports.get(caller, input.importId).append(input.offset, input.base64),
    async finish({ input, caller }) {
      const one = imports.get(caller, input.importId);
      try {
        return await one.read();
      } catch (error) {
        // A file of no use is not kept, and a failure in between leaves nothing to go on from.
        await imports.drop(one.id);
        throw error;
      }
    },
    rows: async ({ input, caller }) =>
      imports.get(caller, input.importId).page(input.show, input.offset, input.limit),
    commit: async ({ input, caller }) => imports.get(caller, input.importId).commit(input),
    cancel: async ({ input, caller }) => imports.get(caller, input.importId).cancel(),
    async *watch({ input, caller, signal }) {
      yield* watchImport(imports.get(caller, input.importId), signal);
    },
  });
}

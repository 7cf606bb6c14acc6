import type { SessionExportId } from '#contract/vault.ts';
import type { Caller } from '../../rpc/caller.ts';

export type BegunExport = {
  readonly exportId: SessionExportId;
  readonly fileName: string;
  readonly accounts: number;
  readonly chunks: number;
  readonly head: string;
};

/** Exports under way in this console. The accounts domain makes them: it knows what a session belongs to. */
export type SessionExports = {
  begin(caller: Caller, passphrase: string): Promise<BegunExport>;
  /** @throws OpsdeckError EXPORT_GONE when the export is over, was forgotten, or is another operator's. */
  chunk(caller: Caller, exportId: SessionExportId, chunk: number): Promise<string>;
};

import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '#contract/router-type.ts';

/** Parts of the file. */
export type ExportProgress = { readonly done: number; readonly total: number };

type Options = {
  /** Closing the dialog leaves the export: the console forgets it by itself. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ExportProgress) => void;
};

/** Fetches the export part by part and hands the whole file to the browser. Null when it was left before. */
export async function downloadExport(
  client: TRPCClient<AppRouter>,
  passphrase: string,
  { signal, onProgress }: Options,
): Promise<{ readonly fileName: string; readonly accounts: number } | null> {
  const { exportId, fileName, accounts, chunks, head } = await client.vault.beginExport.mutate({
    passphrase,
  });
  const parts = [head];
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    if (signal.aborted) return null;
    onProgress({ done: chunk, total: chunks });
    parts.push((await client.vault.exportChunk.mutate({ exportId, chunk })).text);
  }
  if (signal.aborted) return null;
  saveFile(new Blob(parts, { type: 'application/octet-stream' }), fileName);
  return { fileName, accounts };
}

function saveFile(content: Blob, fileName: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken the content by the time it is idle again.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

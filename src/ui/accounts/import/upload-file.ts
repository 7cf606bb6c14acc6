import type { TRPCClient } from '@trpc/client';
import { importLimits, type AccountImportId } from '#contract/account-import.ts';
import type { AppRouter } from '#contract/router-type.ts';
import { toConsoleError } from '../../app/errors.ts';
import { partAsBase64 } from '../../transport/part-as-base64.ts';

type Upload = {
  readonly file: Blob;
  readonly fileName: string;
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
};

const attempts = 6;
const waitMs = 400;

/**
 * Sends a file in parts and has it read. A part that got lost on the way is sent again; the console says from where to go on.
 * Nothing of the file is kept here.
 */
export async function uploadFile(client: TRPCClient<AppRouter>, upload: Upload): Promise<AccountImportId> {
  const { file, fileName, onProgress, signal } = upload;
  const { importId } = await client.accountImport.begin.mutate({
    fileName: fileName.slice(0, 255),
    size: file.size,
  });
  try {
    let offset = 0;
    while (offset < file.size) {
      signal.throwIfAborted();
      const base64 = await partAsBase64(file.slice(offset, offset + importLimits.chunkBytes));
      const from = offset;
      const send = () => client.accountImport.append.mutate({ importId, offset: from, base64 }, { signal });
      ({ received: offset } = await insist(send, signal));
      onProgress(offset);
    }
    await client.accountImport.finish.mutate({ importId }, { signal });
    return importId;
  } catch (error) {
    // The console forgets it anyway; this only makes it sooner.
    client.accountImport.cancel.mutate({ importId }).catch(() => undefined);
    throw error;
  }
}

async function insist<Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const lost = toConsoleError(error).code === 'CONSOLE_UNREACHABLE';
      if (!lost || attempt === attempts || signal.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs * 2 ** attempt));
    }
  }
}

import type { TRPCClient } from '@trpc/client';
import type { VerificationId } from '#contract/ids.ts';
import { type DocumentKind, documentLimits } from '#contract/marketplace/verification-states.ts';
import type { CommandKey } from '#contract/outbox.ts';
import type { AppRouter } from '#contract/router-type.ts';
import { toConsoleError } from '../../app/errors.ts';
import { partAsBase64 } from '../../transport/part-as-base64.ts';

type Sending = {
  readonly id: VerificationId;
  readonly kind: DocumentKind;
  readonly file: Blob;
  readonly key: CommandKey;
  /** Hears how many bytes have arrived. */
  readonly onProgress: (received: number) => void;
};

const attempts = 6;
const waitMs = 400;

/**
 * Hands a document in, part by part. A part that got lost on the way is sent again; the console says from where to go on. What fails is
 * forgotten there, now or after an hour.
 */
export async function sendDocument(
  client: TRPCClient<AppRouter>,
  { id, kind, file, key, onProgress }: Sending,
): Promise<void> {
  const { documentId } = await insist(() =>
    client.verification.beginDocument.mutate({ key, id, kind, size: file.size }),
  );
  try {
    for (let offset = 0; offset < file.size;) {
      const from = offset;
      const base64 = await partAsBase64(file.slice(from, from + documentLimits.partBytes));
      ({ received: offset } = await insist(() =>
        client.verification.appendDocument.mutate({ documentId, offset: from, base64 }),
      ));
      onProgress(offset);
    }
    await insist(() => client.verification.finishDocument.mutate({ documentId }));
  } catch (error) {
    // The console forgets it anyway; this only makes it sooner.
    client.verification.removeDocument.mutate({ documentId }).catch(() => undefined);
    throw error;
  }
}

async function insist<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (toConsoleError(error).code !== 'CONSOLE_UNREACHABLE' || attempt === attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs * 2 ** attempt));
    }
  }
}

import { useEffect, useState } from 'react';
import type { DocumentId } from '#contract/ids.ts';
import { type ConsoleError, toConsoleError } from '../../app/errors.ts';
import { useTRPCClient } from '../../app/trpc.ts';
import { bytesOf, openShown, type ShownDocument } from './shown-document.ts';
import { useVerificationRefresh } from './use-verification-refresh.ts';

export type Opening =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly document: ShownDocument }
  | { readonly kind: 'broken' }
  | { readonly kind: 'refused'; readonly error: ConsoleError };

const loading: Opening = { kind: 'loading' };

/**
 * Has a document decrypted for as long as it is shown. Each time is a look that is written down. It is kept in no cache: another
 * document, or the end of the component, closes it.
 */
export function useShownDocument(documentId: DocumentId | null, attempt: number): Opening {
  const client = useTRPCClient();
  const refresh = useVerificationRefresh();
  const [opening, setOpening] = useState<Opening>(loading);
  useEffect(() => {
    if (documentId === null) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    let shown: ShownDocument | null = null;
    setOpening(loading);
    async function open(id: DocumentId): Promise<Opening> {
      const { mediaType, base64 } = await client.verification.viewDocument.mutate(
        { documentId: id },
        { signal },
      );
      try {
        shown = await openShown(mediaType, bytesOf(base64));
        return { kind: 'open', document: shown };
      } catch {
        // The core found its form right; what is inside may still be nothing that can be drawn.
        return { kind: 'broken' };
      }
    }
    void open(documentId)
      .catch((error: unknown): Opening => ({ kind: 'refused', error: toConsoleError(error) }))
      .then((result) => {
        if (signal.aborted) shown?.close();
        else {
          setOpening(result);
          refresh();
        }
      });
    return () => {
      leaving.abort();
      shown?.close();
      setOpening(loading);
    };
  }, [client, documentId, attempt, refresh]);
  return opening;
}

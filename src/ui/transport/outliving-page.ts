import type { getFetch } from '@trpc/client';

export type Fetch = ReturnType<typeof getFetch>;

/** A browser refuses what goes beyond 64 KiB under way; it may free the room a little later than we do. */
const mostBytesUnderWay = 32_768;
/** What a character of JSON takes in UTF-8 at the most, in bytes. */
const bytesOfCharacter = 3;

/**
 * Requests that are carried out though the page is reloaded or closed right after the click, as far as the browser's room for such
 * requests goes; what does not fit is sent as any other request.
 */
export function outlivingPage(fetchWith: Fetch): Fetch {
  let underWay = 0;
  return async (input, init) => {
    const bytes = typeof init?.body === 'string' ? init.body.length * bytesOfCharacter : Infinity;
    if (underWay + bytes > mostBytesUnderWay) return fetchWith(input, init);
    underWay += bytes;
    try {
      return await fetchWith(input, { ...init, keepalive: true });
    } finally {
      underWay -= bytes;
    }
  };
}

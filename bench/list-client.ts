/** What differs from the first page of the whole pool, in the contract's words. */
type ListQuestion = {
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly sort?: { readonly column: string; readonly descending: boolean };
  readonly offset?: number;
};

/**
 * Signs in to a console as a browser does. The function it returns asks for a page of the pool over HTTP, and resolves to the
 * milliseconds until the answer was read.
 */
export async function openList(
  url: string,
  signInLink: string,
): Promise<(question: ListQuestion) => Promise<number>> {
  const signedIn = await fetch(signInLink, { redirect: 'manual' });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return async ({ filter = {}, sort = { column: 'id', descending: false }, offset = 0 }) => {
    const startedAt = performance.now();
    const response = await fetch(`${url}/trpc/accounts.list`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ filter, sort, offset, limit: 100 }),
    });
    const body = await response.text();
    if (!response.ok) throw new Error(`the list answered ${response.status}: ${body.slice(0, 200)}`);
    return performance.now() - startedAt;
  };
}

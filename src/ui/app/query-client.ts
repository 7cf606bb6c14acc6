import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { errorCatalogue } from '#contract/errors.ts';
import { toConsoleError } from './errors.ts';
import { setSignedIn } from './session.ts';

/** The cache of what was read: it keeps pages usable while the console is away. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignIn, onSuccess: () => setSignedIn(true) }),
    mutationCache: new MutationCache({ onError: noticeSignIn }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        gcTime: 60 * 60_000,
        retry: shouldRetry,
        retryDelay: (attempt) => 300 * 2 ** attempt,
        // The console is on this machine or in the office: the browser's idea of “online” says nothing about it.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/** Reading again can help only where the catalogue says so; a console that is gone is waited for, not asked again. */
export function shouldRetry(failures: number, error: unknown): boolean {
  const { code } = toConsoleError(error);
  return failures < 2 && code !== 'CONSOLE_UNREACHABLE' && errorCatalogue[code].retryable;
}

function noticeSignIn(error: unknown): void {
  if (toConsoleError(error).code === 'NOT_SIGNED_IN') setSignedIn(false);
}

import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { errorCatalogue } from '#contract/errors.ts';
import { toConsoleError } from './errors.ts';
import { setSignedIn } from './session.ts';

/** A local copy that is being built is waited for: minutes, where there is much to copy. */
const triesForCopy = 600;
const longestRetryDelayMs = 1_500;

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
        retryDelay: (attempt) => Math.min(300 * 2 ** attempt, longestRetryDelayMs),
        // The console is on this machine or in the office: the browser's idea of “online” says nothing about it.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/** Reading again can help only where the catalogue says so; a console or a database that is gone is waited for. */
export function shouldRetry(failures: number, error: unknown): boolean {
  const { code } = toConsoleError(error);
  if (code === 'CACHE_NOT_READY') return failures < triesForCopy;
  return (
    failures < 2 &&
    code !== 'BACKEND_AWAY' &&
    code !== 'CONSOLE_UNREACHABLE' &&
    errorCatalogue[code].retryable
  );
}

function noticeSignIn(error: unknown): void {
  if (toConsoleError(error).code === 'NOT_SIGNED_IN') setSignedIn(false);
}

import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { isAffected } from '#contract/tables-read.ts';

/** What is shown is read again at once, and then no more often than this, in milliseconds. */
const leastIntervalMs = 1_000;
/** Reading again takes at most one part in so many of the time, however much there is to read. */
const restPerWork = 3;

/** One answer that does not come, while a copy is being built for instance, does not keep the others old. */
const longestRoundMs = 5_000;

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/**
 * Reads again what is shown of tables that changed. What changes while that is under way follows in one more round: a page that
 * takes long to read is read less often instead of always.
 */
export function readAgain(queryClient: QueryClient): (tables: readonly string[]) => void {
  const waiting = new Set<string>();
  let isReading = false;
  async function read(): Promise<void> {
    isReading = true;
    while (waiting.size > 0) {
      const changed = new Set(waiting);
      waiting.clear();
      const startedAt = performance.now();
      const reading = queryClient.invalidateQueries({
        predicate: ({ queryKey }) => isOfChanged(queryKey, changed),
      });
      await Promise.race([reading, sleep(longestRoundMs)]);
      const tookMs = performance.now() - startedAt;
      await sleep(Math.max(leastIntervalMs, restPerWork * tookMs));
    }
    isReading = false;
  }
  return (tables) => {
    for (const table of tables) waiting.add(table);
    if (!isReading) void read();
  };
}

/** The keys of tRPC begin with the path of the query: domain and name. */
function isOfChanged([path]: QueryKey, changed: ReadonlySet<string>): boolean {
  if (!Array.isArray(path)) return false;
  const [domain, name]: readonly unknown[] = path;
  return typeof domain === 'string' && typeof name === 'string' && isAffected(domain, name, changed);
}

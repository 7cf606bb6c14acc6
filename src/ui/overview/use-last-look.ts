import { useCallback, useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { type Instant, instant } from '#contract/time.ts';
import { useTRPC } from '../app/trpc.ts';
import { useNow } from '../components/time/use-now.ts';
import { type Look, lookAt, seenAll } from './last-look.ts';

const storageKey = 'opsdeck.last-looks';
const minuteMs = 60_000;
const looksSchema = z.record(z.string(), z.object({ since: z.number(), seenAt: z.number() })).catch({});

/**
 * Since when things are news to the operator, kept on this device for each of them; null until it is known who they are. While
 * the page is before them, it counts as looked at.
 */
export function useLastLook(): { readonly since: Instant | null; readonly markSeen: () => void } {
  const trpc = useTRPC();
  const operator = useQuery(trpc.system.about.queryOptions()).data?.operator.name;
  const now = useNow(minuteMs);
  const [since, setSince] = useState<Instant | null>(null);
  const keep = useCallback(
    (change: (before: Look | undefined) => Look) => {
      if (operator === undefined) return;
      const looks = readLooks();
      const look = change(looks[operator]);
      localStorage.setItem(storageKey, JSON.stringify({ ...looks, [operator]: look }));
      setSince(instant(look.since));
    },
    [operator],
  );
  // Again each minute for as long as the page is shown.
  useEffect(() => keep((before) => lookAt(before, Date.now())), [keep, now]);
  const markSeen = useCallback(() => keep(() => seenAll(Date.now())), [keep]);
  return { since, markSeen };
}

function readLooks(): Readonly<Record<string, Look>> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    return looksSchema.parse(stored);
  } catch {
    return {};
  }
}

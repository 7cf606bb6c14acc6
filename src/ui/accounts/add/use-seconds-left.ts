import { useEffect, useState } from 'react';
import { useNow } from '../../components/time/use-now.ts';

/** Whole seconds left of a time that begins anew whenever `of` is another one. By this page's own clock. */
export function useSecondsLeft(milliseconds: number, of: unknown): number {
  const now = useNow(1_000);
  const [begun, setBegun] = useState({ of, at: Date.now() });
  useEffect(() => setBegun({ of, at: Date.now() }), [of]);
  return Math.max(0, Math.ceil((milliseconds - Math.max(0, now - begun.at)) / 1_000));
}

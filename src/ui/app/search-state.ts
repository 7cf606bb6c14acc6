import { useCallback, useMemo } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { z } from 'zod';

/**
 * A page's state kept in its URL, so that it can be shared and survives a reload. Give the schema a default for each
 * field: what a hand-edited URL gets wrong falls back to the defaults as a whole.
 */
export function useSearchState<Schema extends z.ZodType<object>>(
  schema: Schema,
): readonly [z.output<Schema>, (change: Partial<z.input<Schema>>) => void] {
  const raw: unknown = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = useMemo(() => {
    const parsed = schema.safeParse(raw);
    return parsed.success ? parsed.data : schema.parse({});
  }, [schema, raw]);
  const change = useCallback(
    (next: Partial<z.input<Schema>>) => {
      void navigate({ to: '.', search: (before: object) => ({ ...before, ...next }), replace: true });
    },
    [navigate],
  );
  return [state, change];
}

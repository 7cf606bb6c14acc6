import { useMemo } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { areas } from '../areas.ts';
import type { Command } from '../command.ts';
import { useLabels } from '../i18n.ts';
import { useTRPCClient } from '../trpc.ts';

/** Long enough to type a word without a request for each letter. */
const typingPauseMs = 180;
/** One letter would match nearly everything; a digit may be an ID. */
const searchable = /\d|\S.*\S/;

/** Records of the domains that match what was typed, and whether they are still being looked for. */
export function useRecords(query: string): {
  readonly records: readonly Command[];
  readonly searching: boolean;
} {
  const text = query.trim();
  const [settled] = useDebouncedValue(text, typingPauseMs);
  const client = useTRPCClient();
  const navigate = useNavigate();
  const labels = useLabels();
  const isAsked = searchable.test(settled);
  const { found, isFetching } = useQueries({
    queries: areas.flatMap(({ id, icon, labelKey, records }) =>
      records === undefined
        ? []
        : [
            {
              queryKey: ['palette', id, settled],
              queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
                (await records.find(client, settled, signal)).map((record) => ({ record, icon, labelKey })),
              enabled: isAsked,
              staleTime: 5_000,
              // The palette still finds pages and actions: a search that fails is only left out.
              retry: false,
            },
          ],
    ),
    combine: (results) => ({
      found: results.flatMap(({ data }) => data ?? []),
      isFetching: results.some((result) => result.isFetching),
    }),
  });
  // Of another text than what stands there now, they would be wrong.
  const isCurrent = isAsked && settled === text;
  const records = useMemo(
    () =>
      !isCurrent
        ? []
        : found.map(({ record, icon, labelKey }): Command => ({
            id: `record:${record.id}`,
            kind: 'record',
            label: record.label,
            keywords: '',
            section: record.hint === '' ? labels(labelKey) : record.hint,
            icon,
            shortcut: undefined,
            run: () =>
              void navigate({
                to: record.path,
                ...(record.search === undefined ? {} : { search: record.search }),
              }),
          })),
    [found, isCurrent, labels, navigate],
  );
  return { records, searching: isFetching || (searchable.test(text) && settled !== text) };
}

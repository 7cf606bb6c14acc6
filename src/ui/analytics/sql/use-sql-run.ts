import { useRef } from 'react';
import { useMutation } from '@tanstack/react-query';
import { sqlRunIdSchema, type SqlRunId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { rememberStatement } from './sql-history.ts';

/** Runs one statement at a time, remembers it, and can end it. */
export function useSqlRun(operator: string) {
  const trpc = useTRPC();
  const current = useRef<SqlRunId | null>(null);
  const run = useMutation(
    trpc.sqlConsole.run.mutationOptions({
      onSuccess: ({ rows, elapsedMs }, { text }) =>
        rememberStatement(operator, { text, at: Date.now(), rows: rows.length, ms: elapsedMs }),
      onError: (error, { text }) => {
        const { code } = toConsoleError(error);
        if (code !== 'CONSOLE_UNREACHABLE')
          rememberStatement(operator, { text, at: Date.now(), rows: null, ms: null });
      },
    }),
  );
  const cancel = useMutation(trpc.sqlConsole.cancel.mutationOptions());
  return {
    run,
    start: (text: string, limitMs: number): void => {
      if (run.isPending || text.trim() === '') return;
      const id = sqlRunIdSchema.parse(crypto.randomUUID());
      current.current = id;
      run.mutate({ id, text, limitMs });
    },
    cancel: (): void => {
      if (current.current !== null) cancel.mutate({ id: current.current });
    },
  };
}

import { useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useTranslation } from 'react-i18next';
import type { AccountImportId, AccountImportState } from '#contract/account-import.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ProgressWithCancel } from '../../components/feedback/progress-with-cancel.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import { ImportPreview } from './import-preview.tsx';
import { ImportSummary } from './import-summary.tsx';
import classes from './import.module.css';

type CurrentImportProps = { readonly importId: AccountImportId; readonly onStartAgain: () => void };

/** The import that the console holds, in whichever phase it is. */
export function CurrentImport({ importId, onStartAgain }: CurrentImportProps) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [state, setState] = useState<AccountImportState | null>(null);
  const [error, setError] = useState<unknown>(null);
  useSubscription(
    trpc.accountImport.watch.subscriptionOptions(
      { importId },
      { onData: setState, onError: (raised) => setError(raised) },
    ),
  );
  const cancel = useMutation(trpc.accountImport.cancel.mutationOptions({ onSuccess: setState }));
  const ended = state?.phase === 'completed' || state?.phase === 'cancelled';
  useEffect(() => {
    if (ended) void queryClient.invalidateQueries(trpc.accounts.pathFilter());
  }, [ended, queryClient, trpc]);

  if (error !== null && !ended) {
    return (
      <>
        <ErrorState error={toConsoleError(error)} variant="inline" />
        <div className={classes['buttons']}>
          <Button onClick={onStartAgain}>{t('import.done.another')}</Button>
        </div>
      </>
    );
  }
  if (state === null) return <LoadingState lines={6} />;
  if (ended) return <ImportSummary state={state} onAnother={onStartAgain} />;
  if (state.phase === 'importing') {
    return (
      <section className={classes['box']} aria-label={t('import.importing')}>
        <ProgressWithCancel
          label={t('import.importing')}
          done={state.written}
          total={state.toWrite}
          details={t(state.mode === 'all' ? 'import.importingAll' : 'import.importingValid')}
          onCancel={() => cancel.mutate({ importId })}
          cancelling={cancel.isPending}
        />
      </section>
    );
  }
  return (
    <ImportPreview state={state} onDiscard={() => cancel.mutate({ importId }, { onSettled: onStartAgain })} />
  );
}

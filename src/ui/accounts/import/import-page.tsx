import { useRef, useState } from 'react';
import { Loader } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { accountImportIdSchema } from '#contract/account-import.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useSearchState } from '../../app/search-state.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { ProgressWithCancel } from '../../components/feedback/progress-with-cancel.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { ChooseFile } from './choose-file.tsx';
import { CurrentImport } from './current-import.tsx';
import { uploadFile } from './upload-file.ts';
import classes from './import.module.css';

/** The import that is shown stands in the URL, so that a reload comes back to it. */
const searchSchema = z.object({ import: accountImportIdSchema.optional().catch(undefined) });

type Chosen = { readonly file: Blob; readonly fileName: string };

/** From a file to accounts: choose, look at what would happen, decide, watch. */
export function ImportPage() {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [search, setSearch] = useSearchState(searchSchema);
  const [sent, setSent] = useState(0);
  const abort = useRef(new AbortController());
  const upload = useMutation({
    gcTime: 0,
    mutationFn: ({ file, fileName }: Chosen) => {
      abort.current = new AbortController();
      setSent(0);
      return uploadFile(client, { file, fileName, onProgress: setSent, signal: abort.current.signal });
    },
    onSuccess: (importId) => setSearch({ import: importId }),
  });
  const startAgain = () => {
    upload.reset();
    setSearch({ import: undefined });
    queryClient.removeQueries(trpc.accountImport.pathFilter());
  };
  const cancelled = abort.current.signal.aborted;
  const sending = upload.isPending ? upload.variables : null;
  return (
    <div className={classes['page']}>
      <PageHeader title={t('import.title')} description={t('import.description')} />
      {search.import !== undefined ? (
        <CurrentImport key={search.import} importId={search.import} onStartAgain={startAgain} />
      ) : sending === null ? (
        <>
          {upload.error === null || cancelled ? null : (
            <ErrorState error={toConsoleError(upload.error)} variant="inline" />
          )}
          <ChooseFile onChoose={(file, fileName) => upload.mutate({ file, fileName })} />
        </>
      ) : (
        <section className={classes['box']} aria-label={t('import.sending', { name: sending.fileName })}>
          <ProgressWithCancel
            label={t('import.sending', { name: sending.fileName })}
            done={Math.ceil(sent / 1024)}
            total={Math.ceil(sending.file.size / 1024)}
            details={sent < sending.file.size ? t('import.sendingShare') : <Reading />}
            onCancel={() => abort.current.abort()}
          />
        </section>
      )}
    </div>
  );
}

function Reading() {
  const { t } = useTranslation('accounts');
  return (
    <span role="status">
      <Loader size={12} mr={8} aria-hidden />
      {t('import.reading')}
    </span>
  );
}

import { useEffect, useState, type SyntheticEvent } from 'react';
import { Button, Group, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { passphraseProblem, passphraseRules } from '#contract/vault.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPCClient } from '../app/trpc.ts';
import { ProgressWithCancel } from '../components/feedback/progress-with-cancel.tsx';
import { useToasts } from '../components/feedback/use-toasts.ts';
import { useNumberFormats } from '../components/number/format-number.ts';
import { ErrorState } from '../components/states/error-state.tsx';
import { downloadExport, type ExportProgress } from './download-export.ts';
import classes from './vault.module.css';

/** Asks for the passphrase twice, then makes the file part by part and hands it to the browser. */
export function ExportForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('vault');
  const { integer } = useNumberFormats();
  const client = useTRPCClient();
  const toasts = useToasts();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [sent, setSent] = useState(false);
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const [leaving] = useState(() => new AbortController());
  useEffect(() => () => leaving.abort(), [leaving]);
  const making = useMutation({
    mutationFn: () => downloadExport(client, passphrase, { signal: leaving.signal, onProgress: setProgress }),
    onSuccess: (file) => {
      if (file === null) return;
      toasts.show(
        t('export.done', { count: file.accounts, number: integer(file.accounts), file: file.fileName }),
      );
      onClose();
    },
    onSettled: () => setProgress(null),
  });
  const problem = passphraseProblem(passphrase);
  const differs = again !== passphrase;

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    setSent(true);
    if (problem === null && !differs && !making.isPending) making.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <p className={classes['caution']}>{t('export.warning')}</p>
      <div className={classes['fields']}>
        <PasswordInput
          label={t('export.passphrase')}
          description={
            problem === null ? t('export.strong') : t('export.hint', { shortest: passphraseRules.shortest })
          }
          error={sent && problem !== null ? t(`export.problems.${problem}`, passphraseRules) : null}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          autoComplete="new-password"
          disabled={making.isPending}
          data-autofocus
        />
        <PasswordInput
          label={t('export.again')}
          error={sent && differs ? t('export.differs') : null}
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          autoComplete="new-password"
          disabled={making.isPending}
        />
      </div>
      {making.error === null ? null : <ErrorState error={toConsoleError(making.error)} variant="inline" />}
      {progress === null ? (
        <Group justify="flex-end">
          <Button type="submit" loading={making.isPending}>
            {t('export.start')}
          </Button>
        </Group>
      ) : (
        <ProgressWithCancel
          label={t('export.progress')}
          done={progress.done}
          total={progress.total}
          onCancel={onClose}
        />
      )}
    </form>
  );
}

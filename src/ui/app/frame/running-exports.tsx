import { ActionIcon, Button } from '@mantine/core';
import { IconFileDownload, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { exportPath, type ExportRun } from '#contract/exports.ts';
import { ProgressWithCancel } from '../../components/feedback/progress-with-cancel.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { useLive } from '../live.ts';
import { useTRPC } from '../trpc.ts';
import classes from './notice-centre.module.css';

/** Files that are being made, with their progress, and those that wait to be saved. */
export function RunningExports() {
  const { t } = useTranslation('app');
  const shown = useLive((live) => live.exports).filter(({ state }) =>
    ['waiting', 'running', 'done'].includes(state),
  );
  if (shown.length === 0) return null;
  return (
    <ul className={classes['exports']} aria-label={t('exports.list')}>
      {shown.map((run) => (
        <li key={run.id}>{run.state === 'done' ? <Ready run={run} /> : <UnderWay run={run} />}</li>
      ))}
    </ul>
  );
}

function UnderWay({ run }: { readonly run: ExportRun }) {
  const { t } = useTranslation('app');
  const trpc = useTRPC();
  const { showError } = useToasts();
  const cancel = useMutation(trpc.exports.cancel.mutationOptions({ onError: showError }));
  return (
    <ProgressWithCancel
      label={t('exports.running', { title: run.title, format: t(`exports.formats.${run.format}`) })}
      done={run.rows}
      total={run.total ?? 0}
      onCancel={() => cancel.mutate({ id: run.id })}
      cancelling={cancel.isPending}
    />
  );
}

function Ready({ run }: { readonly run: ExportRun }) {
  const { t } = useTranslation('app');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const { showError } = useToasts();
  const discard = useMutation(trpc.exports.discard.mutationOptions({ onError: showError }));
  return (
    <div className={classes['ready']}>
      <div className={classes['words']}>
        <span className={classes['name']}>{run.title}</span>
        <p className={classes['message']}>
          {t('exports.ready', {
            count: run.rows,
            number: integer(run.rows),
            format: t(`exports.formats.${run.format}`),
          })}
        </p>
      </div>
      <Button
        component="a"
        href={exportPath(run.id)}
        download
        size="compact-sm"
        variant="light"
        leftSection={<IconFileDownload size={15} aria-hidden />}
      >
        {t('exports.save')}
      </Button>
      <ActionIcon
        aria-label={t('exports.discard', { title: run.title })}
        onClick={() => discard.mutate({ id: run.id })}
      >
        <IconX size={15} aria-hidden />
      </ActionIcon>
    </div>
  );
}

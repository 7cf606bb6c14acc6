import { ActionIcon, Button } from '@mantine/core';
import { IconFileDownload, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { exportPath } from '#contract/exports.ts';
import { type ReportRun, standardReportOf } from '#contract/reports.ts';
import { useTRPC } from '../app/trpc.ts';
import { useMay } from '../app/use-may.ts';
import { DataTable } from '../components/chart/data-table.tsx';
import { useToasts } from '../components/feedback/use-toasts.ts';
import { Section } from '../components/layout/section.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { LoadingOrError } from '../components/states/loading-or-error.tsx';
import { RelativeTimeText } from '../components/time/relative-time-text.tsx';
import { formatBytes } from '../system/format-bytes.ts';
import classes from './reports.module.css';

/** How often the history is read again while something is being made. */
const refreshMs = 1_000;

/** The reports that were made on this console: by whom, when, for what, and the files. */
export function ReportHistory() {
  const { t, i18n } = useTranslation('reports');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const read = useQuery({
    ...trpc.reports.runs.queryOptions(),
    refetchInterval: (query) =>
      query.state.data?.some(({ state }) => state === 'running') ? refreshMs : false,
  });
  const { data } = read;
  return (
    <Section title={t('history')}>
      {data === undefined ? (
        <LoadingOrError read={read} lines={4} />
      ) : data.length === 0 ? (
        <p className={classes['text']}>{t('none')}</p>
      ) : (
        <DataTable
          label={t('history')}
          stackOnPhone
          columns={[
            { label: t('columns.report') },
            { label: t('columns.months') },
            { label: t('columns.by') },
            { label: t('columns.when') },
            { label: t('columns.took'), align: 'end' },
            { label: t('columns.size'), align: 'end' },
            { label: t('columns.state') },
          ]}
          rows={data.map((run) => ({
            id: run.id,
            cells: [
              `${titleOf(t, run)}, ${t(`dialog.formats.${run.format}`)}`,
              parametersText(run.parameters),
              run.startedBy,
              <RelativeTimeText key="when" at={run.startedAt} inTable />,
              run.endedAt === null
                ? ''
                : t('seconds', {
                    seconds: integer(Math.max(1, Math.round((run.endedAt - run.startedAt) / 1000))),
                  }),
              run.state === 'done'
                ? `${formatBytes(run.bytes, i18n.language)} · ${t('rows', { count: run.rows, number: integer(run.rows) })}`
                : '',
              <RunFile key="file" run={run} />,
            ],
          }))}
        />
      )}
    </Section>
  );
}

/** A report of the team is called what it was called when it was made. */
function titleOf(t: TFunction<'reports'>, { report, title }: ReportRun): string {
  const standard = standardReportOf(report);
  return standard === null ? title : t(`kinds.${standard}.title`);
}

function parametersText({ from, until, customerId, currency }: ReportRun['parameters']): string {
  return [
    from === until ? from : `${from} – ${until}`,
    customerId === null ? null : `#${customerId}`,
    currency,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

function RunFile({ run }: { readonly run: ReportRun }) {
  const { t } = useTranslation('reports');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show, showError } = useToasts();
  const mayRun = useMay('reports:run');
  const remove = useMutation(
    trpc.reports.remove.mutationOptions({
      onSuccess: () => show(t('removed')),
      onError: showError,
      onSettled: () => queryClient.invalidateQueries(trpc.reports.pathFilter()),
    }),
  );
  const title = titleOf(t, run);
  return (
    <span className={classes['file']}>
      {run.state === 'done' ? (
        <Button
          component="a"
          href={exportPath(run.id)}
          download
          size="compact-sm"
          variant="light"
          aria-label={t('saveNamed', { title })}
          leftSection={<IconFileDownload size={15} aria-hidden />}
        >
          {t('save')}
        </Button>
      ) : (
        <span className={classes['text']}>{run.problem?.message ?? t('running')}</span>
      )}
      {mayRun ? (
        <ActionIcon aria-label={t('remove', { title })} onClick={() => remove.mutate({ id: run.id })}>
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      ) : null}
    </span>
  );
}

import { useState } from 'react';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconPencil, IconPlayerPlay, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReportDefinition } from '#contract/reports.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { useMay } from '../app/use-may.ts';
import { ConfirmDialog } from '../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../components/feedback/use-toasts.ts';
import { GuardedButton } from '../components/form/guarded-button.tsx';
import { Section } from '../components/layout/section.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import { LoadingState } from '../components/states/loading-state.tsx';
import { type EditedReport, newReport, ReportEditor } from './report-editor.tsx';
import type { RunnableReport } from './run-report.tsx';
import { sectionWords } from './section-words.ts';
import classes from './reports.module.css';

type OwnReportsProps = { readonly onRun: (report: RunnableReport) => void };

/** The reports that the team has put together, and what can be done with each. */
export function OwnReports({ onRun }: OwnReportsProps) {
  const { t } = useTranslation('reports');
  const trpc = useTRPC();
  const mayRun = useMay('reports:run');
  const [edited, setEdited] = useState<EditedReport | null>(null);
  const [removed, setRemoved] = useState<ReportDefinition | null>(null);
  const { data, error, refetch } = useQuery(trpc.reports.definitions.queryOptions());
  return (
    <Section
      title={t('own.title')}
      description={t('own.description')}
      actions={
        mayRun ? (
          <GuardedButton
            size="xs"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => setEdited(newReport)}
          >
            {t('own.add')}
          </GuardedButton>
        ) : undefined
      }
    >
      {data === undefined ? (
        error === null ? (
          <LoadingState lines={3} />
        ) : (
          <ErrorState error={toConsoleError(error)} onRetry={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <p className={classes['text']}>{t('own.none')}</p>
      ) : (
        <ul className={classes['kinds']}>
          {data.map((definition) => (
            <OwnReport
              key={definition.id}
              definition={definition}
              mayRun={mayRun}
              onRun={onRun}
              onEdit={setEdited}
              onRemove={setRemoved}
            />
          ))}
        </ul>
      )}
      <ReportEditor report={edited} onClose={() => setEdited(null)} />
      <RemoveReport definition={removed} onClose={() => setRemoved(null)} />
    </Section>
  );
}

type OwnReportProps = OwnReportsProps & {
  readonly definition: ReportDefinition;
  readonly mayRun: boolean;
  readonly onEdit: (report: EditedReport) => void;
  readonly onRemove: (definition: ReportDefinition) => void;
};

function OwnReport({ definition, mayRun, onRun, onEdit, onRemove }: OwnReportProps) {
  const { t } = useTranslation(['reports', 'analytics']);
  const { id, version, name, description, content, owner, mine, mayChange } = definition;
  return (
    <li className={classes['kind']}>
      <h3 className={classes['title']}>
        <bdi>{name}</bdi>
      </h3>
      {description === '' ? null : <p className={classes['text']}>{description}</p>}
      <p className={classes['text']}>
        {content === null
          ? t('own.newer')
          : `${content.sections.map((section) => sectionWords(t, section)).join(', ')} · ${t(`periods.${content.period}`)}`}
      </p>
      {mine ? null : <p className={classes['byWhom']}>{t('own.by', { owner })}</p>}
      {mayRun && content !== null ? (
        <span className={classes['kindActions']}>
          <Button
            size="xs"
            variant="light"
            leftSection={<IconPlayerPlay size={15} aria-hidden />}
            aria-label={t('runNamed', { title: name })}
            onClick={() => onRun({ report: id, title: name, filters: ['currency'], content })}
          >
            {t('run')}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('own.more', { name })}>
                <IconDots size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {mayChange ? (
                <Menu.Item
                  leftSection={<IconPencil size={15} aria-hidden />}
                  onClick={() => onEdit({ name, description, content, replaces: { id, version } })}
                >
                  {t('own.change')}
                </Menu.Item>
              ) : null}
              <Menu.Item
                leftSection={<IconCopy size={15} aria-hidden />}
                onClick={() =>
                  onEdit({ name: t('own.copyOf', { name }), description, content, replaces: null })
                }
              >
                {t('own.copy')}
              </Menu.Item>
              {mayChange ? (
                <Menu.Item
                  leftSection={<IconTrash size={15} aria-hidden />}
                  onClick={() => onRemove(definition)}
                >
                  {t('own.remove')}
                </Menu.Item>
              ) : null}
            </Menu.Dropdown>
          </Menu>
        </span>
      ) : null}
    </li>
  );
}

function RemoveReport({
  definition,
  onClose,
}: {
  readonly definition: ReportDefinition | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('reports');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show } = useToasts();
  const name = definition?.name ?? '';
  const remove = useMutation(
    trpc.reports.undefine.mutationOptions({
      onSuccess: () => {
        show(t('own.removed', { name }));
        onClose();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.reports.pathFilter()),
    }),
  );
  return (
    <ConfirmDialog
      opened={definition !== null}
      onClose={onClose}
      title={t('own.removeTitle', { name })}
      consequences={[t('own.removeWhat'), t('own.removeKeeps')]}
      confirmLabel={t('own.remove')}
      dangerous
      busy={remove.isPending}
      error={remove.error === null ? null : toConsoleError(remove.error)}
      onConfirm={() => {
        if (definition !== null) remove.mutate({ id: definition.id });
      }}
    />
  );
}

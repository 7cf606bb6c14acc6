import { useState } from 'react';
import { Button, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { exportFormats } from '#contract/exports.ts';
import { comparisons } from '#contract/metrics/metric-query.ts';
import { longestReportDescription, longestReportName, type ReportDefinition } from '#contract/reports.ts';
import { type ReportContent, reportContentSchema } from '#contract/reports/report-content.ts';
import { reportPeriods } from '#contract/reports/report-period.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { useToasts } from '../components/feedback/use-toasts.ts';
import { GuardedButton } from '../components/form/guarded-button.tsx';
import { Dialog } from '../components/layout/dialog.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import { SectionList } from './section-list.tsx';
import classes from './reports.module.css';

/** What is edited: a report that is there, a copy of one, or a new one. */
export type EditedReport = {
  readonly name: string;
  readonly description: string;
  readonly content: ReportContent;
  /** Null: it will be another one. */
  readonly replaces: Pick<ReportDefinition, 'id' | 'version'> | null;
};

export const newReport: EditedReport = {
  name: '',
  description: '',
  content: {
    sections: [
      { kind: 'dashboard', dashboard: 'platform', customerId: null, channelId: null, categories: [] },
    ],
    period: 'lastMonth',
    currency: null,
    compare: 'previous',
    format: 'pdf',
  },
  replaces: null,
};

type ReportEditorProps = { readonly report: EditedReport | null; readonly onClose: () => void };

/** Puts a report of the team together. */
export function ReportEditor({ report, onClose }: ReportEditorProps) {
  const { t } = useTranslation('reports');
  return (
    <Dialog
      opened={report !== null}
      onClose={onClose}
      width={640}
      title={report?.replaces == null ? t('editor.new') : t('editor.change', { name: report.name })}
    >
      {report === null ? null : <EditorForm report={report} onClose={onClose} />}
    </Dialog>
  );
}

function EditorForm({ report, onClose }: { readonly report: EditedReport; readonly onClose: () => void }) {
  const { t } = useTranslation(['reports', 'analytics']);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show } = useToasts();
  const [name, setName] = useState(report.name);
  const [description, setDescription] = useState(report.description);
  const [content, setContent] = useState(report.content);
  const [currency, setCurrency] = useState(report.content.currency ?? '');
  const whenSaved = {
    onSuccess: () => {
      show(t('editor.saved', { name: name.trim() }));
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries(trpc.reports.pathFilter()),
  };
  const define = useMutation(trpc.reports.define.mutationOptions(whenSaved));
  const redefine = useMutation(trpc.reports.redefine.mutationOptions(whenSaved));
  const isPending = define.isPending || redefine.isPending;
  const error = define.error ?? redefine.error;
  const change = (part: Partial<ReportContent>) => setContent({ ...content, ...part });
  const only = currency.trim() === '' ? null : currency.trim().toUpperCase();
  const checked = reportContentSchema.safeParse({ ...content, currency: only });
  const hindrance =
    name.trim() === ''
      ? t('editor.needsName')
      : content.sections.length === 0
        ? t('editor.needsSection')
        : checked.success
          ? null
          : t(only === null || /^[A-Z]{3}$/.test(only) ? 'editor.needsSubject' : 'editor.needsCurrency');
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isPending || hindrance !== null || !checked.success) return;
        const saved = { name: name.trim(), description: description.trim(), content: checked.data };
        if (report.replaces === null) define.mutate(saved);
        else redefine.mutate({ ...saved, ...report.replaces });
      }}
    >
      <TextInput
        label={t('editor.name')}
        maxLength={longestReportName}
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label={t('editor.description')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={longestReportDescription}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <SectionList sections={content.sections} onChange={(sections) => change({ sections: [...sections] })} />
      <div className={classes['row']}>
        <Select
          label={t('editor.period')}
          allowDeselect={false}
          value={content.period}
          data={reportPeriods.map((value) => ({ value, label: t(`periods.${value}`) }))}
          onChange={(value) =>
            change({ period: reportPeriods.find((period) => period === value) ?? content.period })
          }
        />
        <Select
          label={t('analytics:compare.label')}
          allowDeselect={false}
          value={content.compare}
          data={comparisons.map((value) => ({ value, label: t(`analytics:compare.${value}`) }))}
          onChange={(value) =>
            change({ compare: comparisons.find((compare) => compare === value) ?? content.compare })
          }
        />
      </div>
      <div className={classes['row']}>
        <TextInput
          label={t('dialog.currency')}
          placeholder={t('dialog.currencyHint')}
          maxLength={3}
          value={currency}
          onChange={(event) => setCurrency(event.currentTarget.value)}
        />
        <div className={classes['labelled']}>
          <span aria-hidden>{t('dialog.format')}</span>
          <SegmentedControl
            fullWidth
            aria-label={t('dialog.format')}
            value={content.format}
            onChange={(next) =>
              change({ format: exportFormats.find((each) => each === next) ?? content.format })
            }
            data={exportFormats.map((each) => ({ value: each, label: t(`dialog.formats.${each}`) }))}
          />
        </div>
      </div>
      {error === null ? null : <ErrorState error={toConsoleError(error)} variant="inline" />}
      <div className={classes['actions']}>
        <Button variant="default" onClick={onClose}>
          {t('editor.cancel')}
        </Button>
        <GuardedButton type="submit" loading={isPending} reason={hindrance}>
          {t('editor.save')}
        </GuardedButton>
      </div>
    </form>
  );
}

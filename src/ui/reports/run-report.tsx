import { useState } from 'react';
import { Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ExportFormat, exportFormats } from '#contract/exports.ts';
import { customerIdSchema } from '#contract/ids.ts';
import type { ReportReference } from '#contract/reports.ts';
import type { ReportContent } from '#contract/reports/report-content.ts';
import { monthsOfPeriod } from '#contract/reports/report-period.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { useToasts } from '../components/feedback/use-toasts.ts';
import { Dialog } from '../components/layout/dialog.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import classes from './reports.module.css';

/** A report that somebody is about to run. */
export type RunnableReport = {
  readonly report: ReportReference;
  readonly title: string;
  /** By what it can be narrowed. */
  readonly filters: readonly ('customer' | 'currency')[];
  /** What a report of the team is about unless one says otherwise. */
  readonly content: ReportContent | null;
};

type RunReportProps = { readonly report: RunnableReport | null; readonly onClose: () => void };

/** Asks for what a report is about, and has it made. */
export function RunReport({ report, onClose }: RunReportProps) {
  const { t } = useTranslation('reports');
  return (
    <Dialog
      opened={report !== null}
      onClose={onClose}
      title={t('dialog.title', { title: report?.title ?? '' })}
    >
      {report === null ? null : <ReportForm key={report.report} report={report} onClose={onClose} />}
    </Dialog>
  );
}

function ReportForm({
  report: { report, filters, content },
  onClose,
}: {
  readonly report: RunnableReport;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('reports');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show } = useToasts();
  const [usual] = useState(() => monthsOfPeriod(content?.period ?? 'last12Months', localDay()));
  const [from, setFrom] = useState(usual.from);
  const [until, setUntil] = useState(usual.until);
  const [customer, setCustomer] = useState<string | number>('');
  const [currency, setCurrency] = useState(content?.currency ?? '');
  const [format, setFormat] = useState<ExportFormat>(content?.format ?? 'pdf');
  const run = useMutation(
    trpc.reports.run.mutationOptions({
      onSuccess: () => {
        show(t('dialog.begun'));
        onClose();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.reports.pathFilter()),
    }),
  );
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (run.isPending) return;
        const customerId = customer === '' ? null : customerIdSchema.parse(Number(customer));
        const only = currency.trim() === '' ? null : currency.trim().toUpperCase();
        run.mutate({ report, format, parameters: { from, until, customerId, currency: only } });
      }}
    >
      <div className={classes['row']}>
        <TextInput
          type="month"
          required
          label={t('dialog.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="month"
          required
          label={t('dialog.until')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </div>
      <div className={classes['row']}>
        {filters.includes('customer') ? (
          <NumberInput
            label={t('dialog.customer')}
            placeholder={t('dialog.customerHint')}
            hideControls
            allowDecimal={false}
            min={1}
            value={customer}
            onChange={setCustomer}
          />
        ) : null}
        <TextInput
          label={t('dialog.currency')}
          placeholder={t('dialog.currencyHint')}
          maxLength={3}
          value={currency}
          onChange={(event) => setCurrency(event.currentTarget.value)}
        />
      </div>
      <SegmentedControl
        fullWidth
        aria-label={t('dialog.format')}
        value={format}
        onChange={(next) => setFormat(exportFormats.find((each) => each === next) ?? format)}
        data={exportFormats.map((each) => ({ value: each, label: t(`dialog.formats.${each}`) }))}
      />
      {run.error === null ? null : <ErrorState error={toConsoleError(run.error)} variant="inline" />}
      <div className={classes['actions']}>
        <Button type="submit" loading={run.isPending}>
          {t('dialog.start')}
        </Button>
      </div>
    </form>
  );
}

/** The day it is where the operator sits: `2026-11-28`. */
function localDay(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
}

import { useState } from 'react';
import { Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ExportFormat, exportFormats } from '#contract/exports.ts';
import { reportFilters, type ReportKind } from '#contract/reports.ts';
import { customerIdSchema } from '#contract/ids.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { useToasts } from '../components/feedback/use-toasts.ts';
import { Dialog } from '../components/layout/dialog.tsx';
import { ErrorState } from '../components/states/error-state.tsx';
import classes from './reports.module.css';

/** Asks for what a report is about, and has it made. */
export function RunReport({
  kind,
  onClose,
}: {
  readonly kind: ReportKind | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('reports');
  const title = kind === null ? '' : t(`kinds.${kind}.title`);
  return (
    <Dialog opened={kind !== null} onClose={onClose} title={t('dialog.title', { title })}>
      {kind === null ? null : <ReportForm key={kind} kind={kind} onClose={onClose} />}
    </Dialog>
  );
}

function ReportForm({ kind, onClose }: { readonly kind: ReportKind; readonly onClose: () => void }) {
  const { t } = useTranslation('reports');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show } = useToasts();
  const [from, setFrom] = useState(() => monthBefore(11));
  const [until, setUntil] = useState(() => monthBefore(0));
  const [customer, setCustomer] = useState<string | number>('');
  const [currency, setCurrency] = useState('');
  const [format, setFormat] = useState<ExportFormat>('pdf');
  const run = useMutation(
    trpc.reports.run.mutationOptions({
      onSuccess: () => {
        show(t('dialog.begun'));
        onClose();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.reports.pathFilter()),
    }),
  );
  const filters = reportFilters[kind];
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (run.isPending) return;
        const customerId = customer === '' ? null : customerIdSchema.parse(Number(customer));
        const only = currency.trim() === '' ? null : currency.trim().toUpperCase();
        run.mutate({ report: kind, format, parameters: { from, until, customerId, currency: only } });
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

/** `2026-11`, so many months before this one. */
function monthBefore(months: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth() - months, 1)).toISOString().slice(0, 7);
}

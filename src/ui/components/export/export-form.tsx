import { useState } from 'react';
import { Button, Checkbox, Radio, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  type ExportFormat,
  exportFormats,
  exportPath,
  type ExportRequest,
  mostPdfRows,
} from '#contract/exports.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useLive } from '../../app/live.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../feedback/use-toasts.ts';
import { useNumberFormats } from '../number/format-number.ts';
import { ErrorState } from '../states/error-state.tsx';
import type { ExportChoices, ExportTarget } from './export-target.ts';
import { fetchFile } from './fetch-file.ts';
import { noteOwnExport, takeOwnExport } from './own-exports.ts';
import classes from './export.module.css';

type ExportFormProps = ExportChoices & { readonly target: ExportTarget; readonly onClose: () => void };
const none: readonly number[] = [];

type Rows = ExportRequest['rows']['kind'];

export function ExportForm({ target, columns, selected = none, filtered = false, onClose }: ExportFormProps) {
  const { t } = useTranslation('components');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const { show } = useToasts();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [rows, setRows] = useState<Rows>(selected.length > 0 ? 'ids' : 'matching');
  const [asSeen, setAsSeen] = useState(true);
  const [header, setHeader] = useState(false);
  const [byteOrderMark, setByteOrderMark] = useState(true);
  const [lines, setLines] = useState(false);
  const start = useMutation(
    trpc.exports.start.mutationOptions({
      onSuccess: ({ id }) => {
        noteOwnExport(id);
        // A short one is done before its beginning is told.
        const isDone = useLive.getState().exports.some((run) => run.id === id && run.state === 'done');
        if (isDone && takeOwnExport(id)) fetchFile(exportPath(id));
        show(t('export.begun'));
        onClose();
      },
    }),
  );
  const rowChoices: readonly Rows[] = [
    ...(selected.length > 0 ? (['ids'] as const) : []),
    'matching',
    ...(filtered ? (['all'] as const) : []),
  ];
  const rowsWords: Readonly<Record<Rows, string>> = {
    ids: t('export.rowsSelected', { count: selected.length, number: integer(selected.length) }),
    matching: t(filtered ? 'export.rowsMatching' : 'export.rowsAll'),
    all: t('export.rowsAll'),
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (start.isPending) return;
        start.mutate({
          ...target,
          rows: rows === 'ids' ? { kind: 'ids', ids: [...selected] } : { kind: rows },
          columns: asSeen && columns !== undefined ? [...columns] : null,
          format,
          options: { byteOrderMark, header, lines },
        });
      }}
    >
      <div>
        <SegmentedControl
          fullWidth
          aria-label={t('export.format')}
          value={format}
          onChange={(next) => setFormat(exportFormats.find((each) => each === next) ?? format)}
          data={exportFormats.map((each) => ({ value: each, label: t(`export.formats.${each}`) }))}
        />
        <p className={classes['hint']}>{t(`export.about.${format}`, { most: integer(mostPdfRows) })}</p>
      </div>
      {rowChoices.length > 1 ? (
        <Radio.Group
          label={t('export.rows')}
          value={rows}
          onChange={(next) => setRows(rowChoices.find((each) => each === next) ?? rows)}
        >
          <div className={classes['choices']}>
            {rowChoices.map((each) => (
              <Radio key={each} value={each} label={rowsWords[each]} />
            ))}
          </div>
        </Radio.Group>
      ) : null}
      {columns === undefined ? null : (
        <Radio.Group
          label={t('export.columns')}
          value={asSeen ? 'seen' : 'all'}
          onChange={(next) => setAsSeen(next === 'seen')}
        >
          <div className={classes['choices']}>
            <Radio value="seen" label={t('export.columnsSeen')} />
            <Radio value="all" label={t('export.columnsAll')} />
          </div>
        </Radio.Group>
      )}
      {format === 'csv' ? (
        <div className={classes['choices']}>
          <Checkbox
            label={t('export.byteOrderMark')}
            checked={byteOrderMark}
            onChange={(event) => setByteOrderMark(event.currentTarget.checked)}
          />
          <Checkbox
            label={t('export.header')}
            checked={header}
            onChange={(event) => setHeader(event.currentTarget.checked)}
          />
        </div>
      ) : null}
      {format === 'json' ? (
        <Checkbox
          label={t('export.lines')}
          checked={lines}
          onChange={(event) => setLines(event.currentTarget.checked)}
        />
      ) : null}
      {start.error === null ? null : <ErrorState error={toConsoleError(start.error)} variant="inline" />}
      <div className={classes['actions']}>
        <Button variant="default" onClick={onClose}>
          {t('form.cancel')}
        </Button>
        <Button type="submit" loading={start.isPending}>
          {t('export.start')}
        </Button>
      </div>
    </form>
  );
}

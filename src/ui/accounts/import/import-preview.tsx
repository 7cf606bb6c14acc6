import { useState } from 'react';
import { Button, Radio, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  importLimits,
  importRowsShown,
  type AccountImportState,
  type ImportMode,
  type ImportRow,
  type ImportRowsShown,
} from '#contract/account-import.ts';
import { isErrorCode } from '#contract/errors.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { StatTile, StatTiles } from '../../components/layout/stat-tile.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import type { Tone } from '../../components/tone/tone.ts';
import { ImportGrid } from './import-grid.tsx';
import { downloadText } from '../../components/export/download-text.ts';
import { problemList } from './problem-list.ts';
import { useVerdictText } from './verdict.tsx';
import classes from './import.module.css';

type ImportPreviewProps = { readonly state: AccountImportState; readonly onDiscard: () => void };

const tones: Readonly<Record<ImportRowsShown, Tone>> = {
  all: 'neutral',
  importable: 'positive',
  known: 'neutral',
  malformed: 'critical',
  warned: 'caution',
};

/** What is in the file and what would become of it, and the choice of what to do. */
export function ImportPreview({ state, onDiscard }: ImportPreviewProps) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const { counts, file, importId } = state;
  const [show, setShow] = useState<ImportRowsShown>('all');
  const download = useProblemDownload(state);
  const numbers: Readonly<Record<ImportRowsShown, number>> = {
    all: counts.rows,
    importable: state.toWrite,
    known: counts.inPool + counts.repeated,
    malformed: counts.malformed,
    warned: counts.warned,
  };
  return (
    <>
      <p className={classes['quiet']}>
        {file === null
          ? state.fileName
          : t('import.preview.file', {
              name: state.fileName,
              format: file.format.toUpperCase(),
              encoding: file.encoding,
            })}
        {file === null || file.ignoredColumns.length === 0 ? null : (
          <>
            {' · '}
            {t('import.preview.ignored', { columns: file.ignoredColumns.join(', ') })}
          </>
        )}
      </p>
      <StatTiles label={t('import.preview.counts')}>
        {importRowsShown.map((kind) => (
          <StatTile
            key={kind}
            label={t(`import.preview.${kind}`)}
            value={integer(numbers[kind])}
            tone={tones[kind]}
            active={show === kind}
            onClick={() => setShow(kind)}
            {...(kind === 'known' || kind === 'warned' ? { hint: t(`import.preview.${kind}Hint`) } : {})}
          />
        ))}
      </StatTiles>
      <ImportOrder state={state} />
      <div className={classes['buttons']}>
        {counts.malformed + counts.warned + numbers.known === 0 ? null : (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconDownload size={15} aria-hidden />}
            loading={download.isPending}
            onClick={() => download.mutate()}
          >
            {t('import.preview.download')}
          </Button>
        )}
        <Button variant="default" size="xs" onClick={onDiscard}>
          {t('import.preview.discard')}
        </Button>
      </div>
      <ImportGrid importId={importId} show={show} onShowAll={() => setShow('all')} />
    </>
  );
}

function ImportOrder({ state }: { readonly state: AccountImportState }) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const { counts, importId, toWrite, failure } = state;
  const whole = counts.malformed === 0;
  const [mode, setMode] = useState<ImportMode>(whole ? 'all' : 'valid');
  const [label, setLabel] = useState<string>(() =>
    t('import.mode.labelDefault', { day: new Date().toISOString().slice(0, 10) }),
  );
  const commit = useMutation(trpc.accountImport.commit.mutationOptions());
  const start = () => commit.mutate({ importId, mode, label: label.trim() === '' ? null : label.trim() });
  return (
    <section className={classes['box']} aria-label={t('import.mode.title')}>
      <div className={classes['order']}>
        <Radio.Group
          value={mode}
          onChange={(value) => setMode(value === 'all' ? 'all' : 'valid')}
          label={t('import.mode.title')}
        >
          <div className={classes['modes']}>
            <Radio
              mt="xs"
              value="all"
              disabled={!whole}
              label={t('import.mode.all')}
              description={t(whole ? 'import.mode.allText' : 'import.mode.allImpossible')}
            />
            <Radio value="valid" label={t('import.mode.valid')} description={t('import.mode.validText')} />
          </div>
        </Radio.Group>
        <TextInput
          label={t('import.mode.label')}
          description={t('import.mode.labelHint')}
          maxLength={importLimits.labelLength}
          autoComplete="off"
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
      </div>
      {commit.error === null ? null : <ErrorState error={toConsoleError(commit.error)} variant="inline" />}
      {failure === null || !isErrorCode(failure.code) ? null : (
        <ErrorState error={{ code: failure.code, details: failure.details }} variant="inline" />
      )}
      <div className={classes['buttons']}>
        <GuardedButton disabled={toWrite === 0} loading={commit.isPending} onClick={start}>
          {t('import.mode.start', { count: toWrite, number: integer(toWrite) })}
        </GuardedButton>
      </div>
    </section>
  );
}

const rowsAtOnce = 500;

/** All rows that are not simply added, with the reason, as a file for a spreadsheet. */
function useProblemDownload({ importId, fileName }: AccountImportState) {
  const { t } = useTranslation('accounts');
  const client = useTRPCClient();
  const verdictText = useVerdictText();
  const { showError } = useToasts();
  return useMutation({
    onError: showError,
    mutationFn: async () => {
      const found = new Map<number, ImportRow>();
      for (const show of ['malformed', 'known', 'warned'] as const) {
        for (let offset = 0; ; offset += rowsAtOnce) {
          const page = await client.accountImport.rows.query({ importId, show, offset, limit: rowsAtOnce });
          for (const row of page.rows) found.set(row.row, row);
          if (offset + rowsAtOnce >= page.total) break;
        }
      }
      const rows = [...found.values()]
        .toSorted((one, other) => one.row - other.row)
        .map((row) => ({ row, problem: verdictText(row) }));
      const header = (['row', 'verdict', 'displayName', 'phone', 'labels'] as const).map((column) =>
        t(`import.columns.${column}`),
      );
      downloadText(`${fileName}-problems.csv`, 'text/csv', problemList(header, rows));
    },
  });
}

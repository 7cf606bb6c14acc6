import { useState } from 'react';
import { Button, Code, FileButton, Textarea } from '@mantine/core';
import { IconDownload, IconFileImport } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import { importLimits } from '#contract/account-import.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { Section } from '../../components/layout/section.tsx';
import { downloadText } from '../../components/export/download-text.ts';
import classes from './import.module.css';

type ChooseFileProps = { readonly onChoose: (file: Blob, fileName: string) => void };

const template = 'session,name,phone,labels\r\n,First account,+12025550123,desk|shift 1\r\n';

/** Where the file comes from: dropped, picked or pasted. */
export function ChooseFile({ onChoose }: ChooseFileProps) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState('');
  const chooseFile = (file: File | null | undefined) => {
    if (file !== null && file !== undefined) onChoose(file, file.name);
  };
  return (
    <>
      <div
        className={classes['drop']}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          chooseFile(event.dataTransfer.files[0]);
        }}
      >
        <IconFileImport size={28} stroke={1.5} aria-hidden />
        <p className={classes['dropTitle']}>{t('import.choose.drop')}</p>
        <p className={classes['quiet']}>{t('import.choose.or')}</p>
        <FileButton
          onChange={chooseFile}
          accept=".csv,.tsv,.txt,.json"
          inputProps={{ 'aria-label': t('import.choose.pick') }}
        >
          {(props) => <Button {...props}>{t('import.choose.pick')}</Button>}
        </FileButton>
        <p className={classes['quiet']}>
          {t('import.choose.limits', {
            megabytes: importLimits.bytes / 1024 / 1024,
            rows: integer(importLimits.rows),
          })}
        </p>
      </div>
      <p className={classes['quiet']}>{t('import.choose.secret')}</p>
      <div className={classes['columns']}>
        <Section title={t('import.choose.paste')}>
          <Textarea
            aria-label={t('import.choose.paste')}
            description={t('import.choose.pasteHint')}
            autosize
            minRows={4}
            maxRows={8}
            autoComplete="off"
            spellCheck={false}
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
          <Button
            mt="xs"
            variant="default"
            disabled={pasted.trim() === ''}
            onClick={() => onChoose(new Blob([pasted]), t('import.choose.pasted'))}
          >
            {t('import.choose.usePasted')}
          </Button>
        </Section>
        <Section title={t('import.choose.form')}>
          <p className={classes['text']}>
            <Trans t={t} i18nKey="import.choose.csv" components={{ code: <Code /> }} />
          </p>
          <p className={classes['text']}>{t('import.choose.json')}</p>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => downloadText('accounts-template.csv', 'text/csv', template)}
          >
            {t('import.choose.template')}
          </Button>
        </Section>
      </div>
    </>
  );
}

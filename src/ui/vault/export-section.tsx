import { useState } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../components/layout/dialog.tsx';
import { Section } from '../components/layout/section.tsx';
import { ExportForm } from './export-form.tsx';
import classes from './vault.module.css';

export function ExportSection({ mayManage }: { readonly mayManage: boolean }) {
  const { t } = useTranslation('vault');
  const [opened, setOpened] = useState(false);
  const button = (
    <Button variant="default" onClick={() => setOpened(true)}>
      {t('export.open')}
    </Button>
  );
  return (
    <Section
      title={t('export.title')}
      description={t('export.description')}
      actions={mayManage ? button : null}
    >
      <p className={classes['text']}>{t('export.audited')}</p>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={t('export.dialogTitle')}>
        <ExportForm onClose={() => setOpened(false)} />
      </Dialog>
    </Section>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '../components/form/guarded-button.tsx';
import { Dialog } from '../components/layout/dialog.tsx';
import { Section } from '../components/layout/section.tsx';
import { ExportForm } from './export-form.tsx';
import panelPage from '../components/layout/panel-page.module.css';

export function ExportSection({ mayManage }: { readonly mayManage: boolean }) {
  const { t } = useTranslation('vault');
  const [opened, setOpened] = useState(false);
  const button = (
    <GuardedButton variant="default" onClick={() => setOpened(true)}>
      {t('export.open')}
    </GuardedButton>
  );
  return (
    <Section
      title={t('export.title')}
      description={t('export.description')}
      actions={mayManage ? button : null}
    >
      <p className={panelPage['text']}>{t('export.audited')}</p>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={t('export.dialogTitle')}>
        <ExportForm onClose={() => setOpened(false)} />
      </Dialog>
    </Section>
  );
}

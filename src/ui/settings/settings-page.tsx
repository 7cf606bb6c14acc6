import { useTranslation } from 'react-i18next';
import { PageHeader } from '../components/layout/page-header.tsx';

export function SettingsPage() {
  const { t } = useTranslation('settings');
  return <PageHeader title={t('area')} />;
}

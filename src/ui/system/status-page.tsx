import { useTranslation } from 'react-i18next';
import { PageHeader } from '../components/layout/page-header.tsx';

export function StatusPage() {
  const { t } = useTranslation('system');
  return <PageHeader title={t('area')} />;
}

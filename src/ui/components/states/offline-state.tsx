import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './empty-state.tsx';

/** In the place of content that cannot be had while the database does not answer. */
export function OfflineState() {
  const { t } = useTranslation('components');
  return (
    <EmptyState icon={IconCloudOff} title={t('offline.title')}>
      {t('offline.text')}
    </EmptyState>
  );
}

import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { openPalette } from '../palette/palette-state.ts';

export function NotFoundPage() {
  const { t } = useTranslation('app');
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <>
      <PageHeader title={t('notFound.title')} />
      <EmptyState
        icon={IconMapQuestion}
        title={t('notFound.message', { path })}
        actions={
          <>
            <Button renderRoot={(props) => <Link to="/" {...props} />}>{t('notFound.home')}</Button>
            <Button variant="default" onClick={openPalette}>
              {t('notFound.search')}
            </Button>
          </>
        }
      />
    </>
  );
}

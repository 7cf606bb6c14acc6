import { Button, Group } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { toConsoleError } from '../errors.ts';

/** In place of a page that threw. The error has been reported under the reference that is shown. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('app');
  const router = useRouter();
  return (
    <>
      <PageHeader title={t('pageError.title')} description={t('pageError.message')} />
      <ErrorState error={toConsoleError(error)} />
      <Group justify="center" mt="md">
        <Button
          onClick={() => {
            reset();
            void router.invalidate();
          }}
        >
          {t('pageError.retry')}
        </Button>
        <Button variant="default" onClick={() => void router.navigate({ to: '/' })}>
          {t('pageError.home')}
        </Button>
      </Group>
    </>
  );
}

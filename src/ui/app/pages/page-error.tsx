import { useEffect, useRef } from 'react';
import { Button, Group } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { toConsoleError } from '../errors.ts';
import { retryFailedPages } from '../lazy-page.ts';
import { useLive } from '../live.ts';

/** In place of a page that threw. An unexpected error has been reported under the reference that is shown. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('app');
  const router = useRouter();
  const consoleError = toConsoleError(error);
  const notLoaded = consoleError.code === 'CONSOLE_UNREACHABLE';
  const connected = useLive((live) => live.connection === 'connected');
  const wasConnected = useRef(connected);
  useEffect(() => {
    const isBack = connected && !wasConnected.current;
    wasConnected.current = connected;
    if (!notLoaded || !isBack) return;
    retryFailedPages();
    reset();
  }, [notLoaded, connected, reset]);
  const retry = (): void => {
    // The console is there and yet has not this code: it was updated meanwhile, and so must be the document.
    if (notLoaded && connected) location.reload();
    retryFailedPages();
    reset();
    void router.invalidate();
  };
  return (
    <>
      {notLoaded ? (
        <PageHeader title={t('pageError.notLoaded')} />
      ) : (
        <PageHeader title={t('pageError.title')} description={t('pageError.message')} />
      )}
      <ErrorState error={consoleError} />
      <Group justify="center" mt="md">
        <Button onClick={retry}>{t('pageError.retry')}</Button>
        <Button variant="default" onClick={() => void router.navigate({ to: '/' })}>
          {t('pageError.home')}
        </Button>
      </Group>
    </>
  );
}

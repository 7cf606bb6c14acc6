import { useEffect } from 'react';
import { Button, Code } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../errors.ts';
import { LogoMark, Wordmark } from './logo.tsx';
import classes from './not-signed-in.module.css';

/** In place of the whole console when it does not know this browser: why, and the way in. */
export function NotSignedIn() {
  const { t } = useTranslation('app');
  const { title, message } = useErrorText()({ code: 'NOT_SIGNED_IN', details: {} });
  const queryClient = useQueryClient();
  useEffect(() => {
    document.title = t('titleOfPage', { page: title });
  }, [t, title]);
  return (
    <main className={classes['page']}>
      <div className={classes['card']}>
        <div className={classes['brand']}>
          <LogoMark size={28} />
          <Wordmark name={t('name')} />
        </div>
        <h1>{t('signIn.title')}</h1>
        <p>
          {message} {t('signIn.used')}
        </p>
        <ol>
          <li>{t('signIn.step1')}</li>
          <li>
            {t('signIn.step2')} <Code>npm start</Code> {t('signIn.or')} <Code>npm run demo</Code>
          </li>
          <li>{t('signIn.step3')}</li>
        </ol>
        <Button variant="default" onClick={() => void queryClient.refetchQueries()}>
          {t('signIn.retry')}
        </Button>
      </div>
    </main>
  );
}

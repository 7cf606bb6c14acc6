import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorText, type ConsoleError } from '../../app/errors.ts';
import { CopyableText } from '../layout/copyable-text.tsx';
import { toneColours } from '../tone/tone.ts';
import classes from './states.module.css';

type ErrorStateProps = {
  readonly error: ConsoleError;
  /** Shown as a button when the catalogue says that trying again can help. */
  readonly onRetry?: () => void;
  readonly retrying?: boolean;
  /** `inline` sits in a form or a panel, `page` in the place of what could not be shown. */
  readonly variant?: 'page' | 'inline';
};

/** An error in the catalogue's words: what happened, what to do, and the reference when there is one. */
export function ErrorState({ error, onRetry, retrying = false, variant = 'page' }: ErrorStateProps) {
  const { t } = useTranslation('components');
  const text = useErrorText()(error);
  const reference = error.details['reference'];
  const colours = toneColours('critical');
  return (
    <div className={classes['state']} data-variant={variant} data-error-code={error.code} role="alert">
      <span
        className={classes['icon']}
        style={{ color: colours.text, background: colours.background, borderColor: 'transparent' }}
        aria-hidden
      >
        <IconAlertTriangle size={variant === 'page' ? 22 : 16} stroke={1.7} />
      </span>
      <div className={classes['words']}>
        <p className={classes['title']}>{text.title}</p>
        <div className={classes['text']}>
          <p>{text.message}</p>
          <p>{text.advice}</p>
          {reference === undefined ? null : (
            <p>
              {t('error.reference')}{' '}
              <CopyableText value={String(reference)} label={t('error.referenceName')} monospace />
            </p>
          )}
        </div>
        {text.retryable && onRetry !== undefined ? (
          <div className={classes['actions']}>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRefresh size={14} aria-hidden />}
              loading={retrying}
              onClick={onRetry}
            >
              {t('error.retry')}
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  );
}

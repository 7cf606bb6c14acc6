import { useId, useState, type ReactNode } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConsoleError } from '../../app/errors.ts';
import { GuardedButton } from '../form/guarded-button.tsx';
import { Dialog } from '../layout/dialog.tsx';
import { ErrorState } from '../states/error-state.tsx';
import classes from './feedback.module.css';

type ConfirmDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Exactly what will happen, one line each. */
  readonly consequences: readonly string[];
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly busy?: boolean;
  readonly error?: ConsoleError | null;
  readonly dangerous?: boolean;
  /** When given, this has to be typed before the button works. */
  readonly typed?: string;
  /** Why it cannot be confirmed yet, in words; null or nothing when it can. */
  readonly hindrance?: string | null;
  /** A choice that belongs to it, below what will happen. */
  readonly children?: ReactNode;
};

/** Asks before something that matters, and says exactly what it will do. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title}>
      <ConfirmBody {...props} />
    </Dialog>
  );
}

/** Its own component, so that what was typed is forgotten when the dialog closes. */
function ConfirmBody(props: ConfirmDialogProps) {
  const { t } = useTranslation('components');
  const listId = useId();
  const [typed, setTyped] = useState('');
  const {
    consequences,
    confirmLabel,
    onConfirm,
    onClose,
    busy = false,
    error = null,
    hindrance = null,
  } = props;
  const ready = props.typed === undefined || typed.trim() === props.typed;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy && hindrance === null) onConfirm();
      }}
    >
      <p id={listId} className={classes['lead']}>
        {t('confirm.consequences')}
      </p>
      <ul className={classes['consequences']} aria-labelledby={listId}>
        {consequences.map((consequence) => (
          <li key={consequence}>{consequence}</li>
        ))}
      </ul>
      {props.children}
      {props.typed === undefined ? null : (
        <TextInput
          mt="md"
          label={t('confirm.type', { text: props.typed })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
      )}
      {error === null ? null : (
        <div className={classes['error']}>
          <ErrorState error={error} variant="inline" />
        </div>
      )}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onClose} data-autofocus={props.typed === undefined || undefined}>
          {t('confirm.cancel')}
        </Button>
        <GuardedButton
          type="submit"
          loading={busy}
          disabled={!ready}
          reason={hindrance}
          {...(props.dangerous === true ? { color: 'red.8' } : {})}
        >
          {confirmLabel}
        </GuardedButton>
      </div>
    </form>
  );
}

import { useEffect, useState } from 'react';
import { Button, CloseButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../time/use-now.ts';
import { holdCountdown, resumeCountdown, startCountdown, timeLeft } from './countdown.ts';
import classes from './feedback.module.css';

export type UndoOffer = {
  readonly message: string;
  /** Takes it back. A rejection is the caller's to show. */
  readonly onUndo: () => void;
  /** For how long it is offered, in milliseconds. */
  readonly duration?: number;
};

/** Ten seconds: as long as the core keeps what was removed ready to be restored. */
const defaultDuration = 10_000;

/** Offers to take back what was just done. Ctrl/⌘ Z does it too; pointing at it or focusing it stops the clock. */
export function offerUndo({ message, onUndo, duration = defaultDuration }: UndoOffer): void {
  const id = `undo-${crypto.randomUUID()}`;
  const close = () => notifications.hide(id);
  notifications.show({
    id,
    autoClose: false,
    withCloseButton: false,
    withBorder: true,
    role: 'status',
    message: (
      <UndoToast
        message={message}
        duration={duration}
        onClose={close}
        onUndo={() => {
          close();
          onUndo();
        }}
      />
    ),
  });
}

type UndoToastProps = {
  readonly message: string;
  readonly duration: number;
  readonly onUndo: () => void;
  readonly onClose: () => void;
};

/** The content of the toast, also by itself for the gallery. */
export function UndoToast({ message, duration, onUndo, onClose }: UndoToastProps) {
  const { t } = useTranslation('components');
  const [countdown, setCountdown] = useState(() => startCountdown(duration, Date.now()));
  const now = useNow(200);
  const left = timeLeft(countdown, Math.max(now, countdown.runningSince ?? 0));
  useEffect(() => {
    if (left <= 0) onClose();
  }, [left, onClose]);
  useHotkeys([['mod+Z', onUndo]]);
  const hold = () => setCountdown((current) => holdCountdown(current, Date.now()));
  const resume = () => setCountdown((current) => resumeCountdown(current, Date.now()));
  return (
    <div
      className={classes['undo']}
      onMouseEnter={hold}
      onMouseLeave={resume}
      onFocusCapture={hold}
      onBlurCapture={resume}
    >
      <span className={classes['undoText']}>{message}</span>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowBackUp size={14} aria-hidden />}
        onClick={onUndo}
      >
        {t('undo.undo')}
        <span className={classes['seconds']} aria-hidden>
          {Math.ceil(left / 1_000)}
        </span>
      </Button>
      <CloseButton size="sm" aria-label={t('undo.dismiss')} onClick={onClose} />
    </div>
  );
}

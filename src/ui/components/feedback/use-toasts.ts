import { useMemo } from 'react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { toConsoleError, useErrorText } from '../../app/errors.ts';

export type Toasts = {
  /** Says that something was done. */
  readonly show: (message: string) => void;
  /** Says why something was not done, in the catalogue's words. */
  readonly showError: (error: unknown) => void;
};

/** Short messages at the edge of the page, with a close button that has a name. */
export function useToasts(): Toasts {
  const { t } = useTranslation('components');
  const errorText = useErrorText();
  return useMemo(() => {
    const closeButtonProps = { 'aria-label': t('toast.close') };
    return {
      show: (message) => notifications.show({ message, closeButtonProps }),
      showError: (error) => {
        const { title, message, advice } = errorText(toConsoleError(error));
        notifications.show({ color: 'red', title, message: `${message} ${advice}`, closeButtonProps });
      },
    };
  }, [t, errorText]);
}

import type { ReactNode } from 'react';
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';

type DialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** In pixels; on a phone it is never wider than the screen. */
  readonly width?: number;
  /** Gone when the dialog is closed, with all that was typed. */
  readonly children: ReactNode;
};

/** A window over the page that has to be answered or closed. */
export function Dialog({ opened, onClose, title, width = 480, children }: DialogProps) {
  const { t } = useTranslation('components');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={width}
      classNames={{
        header: classes['header'] ?? '',
        title: classes['title'] ?? '',
        body: classes['body'] ?? '',
      }}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
      // Mantine draws a <header>, which would be a second banner of the document.
      attributes={{ header: { role: 'presentation' } }}
    >
      {children}
    </Modal>
  );
}

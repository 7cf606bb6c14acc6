import type { ReactNode } from 'react';
import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './detail-drawer.module.css';

type DetailDrawerProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Beside the title: a state, an ID. */
  readonly subtitle?: ReactNode;
  /** Buttons that stay in view below the content. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** The details of one row, beside the table it came from. Escape closes it and gives the focus back. */
export function DetailDrawer({ opened, onClose, title, subtitle, actions, children }: DetailDrawerProps) {
  const { t } = useTranslation('components');
  return (
    <Drawer.Root
      opened={opened}
      onClose={onClose}
      position="right"
      size={520}
      // Not as a class of Drawer.Content: that one also goes to the element around it.
      classNames={{ content: classes['content'] ?? '' }}
    >
      <Drawer.Overlay backgroundOpacity={0.28} />
      <Drawer.Content>
        <Drawer.Header className={classes['header']} role="presentation">
          <div className={classes['words']}>
            <Drawer.Title className={classes['title']}>{title}</Drawer.Title>
            {subtitle === undefined ? null : <div className={classes['subtitle']}>{subtitle}</div>}
          </div>
          <Drawer.CloseButton aria-label={t('drawer.close')} />
        </Drawer.Header>
        <Drawer.Body className={classes['body']}>{children}</Drawer.Body>
        {actions === undefined ? null : <div className={classes['actions']}>{actions}</div>}
      </Drawer.Content>
    </Drawer.Root>
  );
}

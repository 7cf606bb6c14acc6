import type { ReactNode } from 'react';
import { Anchor } from '@mantine/core';
import { IconArchive } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './marketplace.module.css';

type KeptLineProps = {
  /** What is on this device, and how much is not. */
  readonly text: string;
  /** What can be done about it here. */
  readonly children?: ReactNode;
};

/** Says above a list that not everything is on this device, and leads to where that is changed. */
export function KeptLine({ text, children }: KeptLineProps) {
  const { t } = useTranslation('marketplace');
  return (
    <div className={classes['kept']} role="status">
      <IconArchive size={16} stroke={1.8} aria-hidden />
      <span>
        {text} {children}{' '}
        <Anchor underline="always" inherit renderRoot={(props) => <Link to="/data" {...props} />}>
          {t('kept.change')}
        </Anchor>
      </span>
    </div>
  );
}

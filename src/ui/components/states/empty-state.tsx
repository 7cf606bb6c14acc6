import type { ReactNode } from 'react';
import type { Icon } from '@tabler/icons-react';
import classes from './states.module.css';

type EmptyStateProps = {
  readonly icon: Icon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

/** Nothing is here: why that is, and what to do about it. */
export function EmptyState({ icon: IconOfState, title, children, actions }: EmptyStateProps) {
  return (
    <div className={classes['state']}>
      <span className={classes['icon']} aria-hidden>
        <IconOfState size={22} stroke={1.6} />
      </span>
      <p className={classes['title']}>{title}</p>
      {children === undefined ? null : <div className={classes['text']}>{children}</div>}
      {actions === undefined ? null : <div className={classes['actions']}>{actions}</div>}
    </div>
  );
}

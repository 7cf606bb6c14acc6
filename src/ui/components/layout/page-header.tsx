import type { ReactNode } from 'react';
import classes from './page-header.module.css';

type PageHeaderProps = {
  readonly title: string;
  readonly description?: ReactNode;
  /** Buttons on the right; below the title on a narrow screen. */
  readonly actions?: ReactNode;
};

/** The one `h1` of a page, what the page is for, and what can be done on it. */
export function PageHeader({ title, description, actions }: PageHeaderProps) {
  return (
    <header className={classes['header']}>
      <div className={classes['words']}>
        <h1 className={classes['title']}>{title}</h1>
        {description === undefined ? null : <p className={classes['description']}>{description}</p>}
      </div>
      {actions === undefined ? null : <div className={classes['actions']}>{actions}</div>}
    </header>
  );
}

import { useId, type ReactNode } from 'react';
import classes from './section.module.css';

type SectionProps = {
  readonly title: string;
  readonly description?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** A titled part of a page or of a drawer, in a quiet frame. */
export function Section({ title, description, actions, children }: SectionProps) {
  const titleId = useId();
  return (
    <section className={classes['section']} aria-labelledby={titleId}>
      <div className={classes['head']}>
        <div>
          <h2 id={titleId} className={classes['title']}>
            {title}
          </h2>
          {description === undefined ? null : <p className={classes['description']}>{description}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}

import type { ReactNode } from 'react';
import classes from './gallery.module.css';

type SpecimenProps = {
  /** What is shown, for people and for tests: `data-specimen`. */
  readonly name: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
};

/** One component in one state. */
export function Specimen({ name, wide = false, children }: SpecimenProps) {
  return (
    <div className={classes['specimen']} data-specimen={name} data-wide={wide || undefined}>
      <p className={classes['name']}>{name}</p>
      <div className={classes['stage']}>{children}</div>
    </div>
  );
}

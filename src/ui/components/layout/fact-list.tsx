import type { ReactNode } from 'react';
import classes from './fact-list.module.css';

type FactListProps = {
  readonly facts: readonly { readonly label: string; readonly value: ReactNode }[];
};

/** Names and values side by side: the facts about one thing. */
export function FactList({ facts }: FactListProps) {
  return (
    <dl className={classes['list']}>
      {facts.map((fact) => (
        <div key={fact.label} className={classes['fact']}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

import type { ReactNode } from 'react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { RowsBehind } from '#contract/metrics/drill-down.ts';
import { useMay } from '../app/use-may.ts';
import { type RowsLink, rowsLink } from './rows-link.ts';
import classes from './analytics.module.css';

/** The way to the rows behind a number; null where there is none, or none that this operator may go. */
export function useRowsLink(): (behind: RowsBehind | null) => RowsLink | null {
  const may = { 'marketplace:read': useMay('marketplace:read'), 'finance:read': useMay('finance:read') };
  return (behind) => {
    if (behind === null) return null;
    const link = rowsLink(behind);
    return may[link.permission] ? link : null;
  };
}

/** Goes to the rows behind what was chosen of a drawing, whose elements cannot be links. */
export function useOpenRows(): (behind: RowsBehind | null) => void {
  const linkOf = useRowsLink();
  const navigate = useNavigate();
  return (behind) => {
    const link = linkOf(behind);
    if (link !== null) void navigate({ to: link.to, search: link.search });
  };
}

type RowsAnchorProps = {
  readonly link: RowsLink | null;
  /** Its look, where it is another than a number's in a table. */
  readonly className?: string | undefined;
  /** What it is called, where the number alone does not say it. */
  readonly label?: string;
  readonly children: ReactNode;
};

/** A number that is a link to the rows behind it; the number alone where nothing is. */
export function RowsAnchor({ link, className = classes['rowsLink'], label, children }: RowsAnchorProps) {
  if (link === null) return children;
  return (
    <Link to={link.to} search={link.search} className={className} aria-label={label}>
      {children}
    </Link>
  );
}

import type { ReactNode } from 'react';
import { Skeleton, Tooltip, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { toneColours, type Tone } from '../tone/tone.ts';
import classes from './stat-tile.module.css';

type StatTileProps = {
  readonly label: string;
  /** Already in words of the page's language; undefined shows a skeleton. */
  readonly value: string | undefined;
  /** Beside the value, or below it where it does not fit: a share, a comparison. */
  readonly hint?: string;
  /** More about the number, on hover and on focus. */
  readonly detail?: ReactNode;
  readonly tone?: Tone;
  /** Makes the tile a link to what was counted. */
  readonly link?: { readonly to: string; readonly search?: object };
  /** Makes the tile a button: it filters what is below. */
  readonly onClick?: () => void;
  /** Whether the filter of this tile is on; leave it out for a tile that only resets. */
  readonly active?: boolean;
};

/** One number that matters, with its name. */
export function StatTile(props: StatTileProps) {
  const { t } = useTranslation('components');
  const { label, value, hint, detail, tone = 'neutral', link, onClick, active } = props;
  const content = (
    <>
      <span className={classes['label']}>
        {tone === 'neutral' ? null : (
          <span className={classes['dot']} style={{ background: toneColours(tone).solid }} aria-hidden />
        )}
        <span className={classes['labelText']}>{label}</span>
      </span>
      <span className={classes['numbers']}>
        {value === undefined ? (
          <Skeleton height={20} width={56} my={4} aria-label={t('loading')} role="img" />
        ) : (
          <span className={classes['value']}>{value}</span>
        )}
        {hint === undefined ? null : <span className={classes['hint']}>{hint}</span>}
      </span>
    </>
  );
  const tile =
    link !== undefined ? (
      <Link {...link} className={classes['tile']} data-clickable>
        {content}
      </Link>
    ) : onClick === undefined ? (
      <div className={classes['tile']} tabIndex={detail === undefined ? undefined : 0}>
        {content}
      </div>
    ) : (
      <UnstyledButton
        className={classes['tile']}
        data-clickable
        data-active={active || undefined}
        aria-pressed={active}
        onClick={onClick}
      >
        {content}
      </UnstyledButton>
    );
  if (detail === undefined) return tile;
  return (
    <Tooltip label={detail} events={{ hover: true, focus: true, touch: false }} openDelay={200}>
      {tile}
    </Tooltip>
  );
}

/** Tiles side by side, as many as fit; on a phone two in a row. */
export function StatTiles({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={classes['tiles']} role="group" aria-label={label}>
      {children}
    </div>
  );
}

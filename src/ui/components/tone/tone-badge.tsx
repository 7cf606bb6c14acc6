import type { ReactNode } from 'react';
import type { Icon } from '@tabler/icons-react';
import { toneColours, type Tone } from './tone.ts';
import classes from './tone-badge.module.css';

type ToneBadgeProps = {
  readonly tone: Tone;
  readonly icon?: Icon;
  readonly children: ReactNode;
  /** Without the background, for dense tables. */
  readonly quiet?: boolean;
};

/** A state in words with its icon: the colour only supports it. */
export function ToneBadge({ tone, icon: IconOfState, children, quiet = false }: ToneBadgeProps) {
  const colours = toneColours(tone);
  return (
    <span
      className={classes['badge']}
      data-quiet={quiet || undefined}
      style={quiet ? { color: colours.text } : { color: colours.text, background: colours.background }}
    >
      {IconOfState === undefined ? (
        <span className={classes['dot']} style={{ background: colours.solid }} />
      ) : (
        <IconOfState size={14} stroke={2} aria-hidden />
      )}
      <span className={classes['text']}>{children}</span>
    </span>
  );
}

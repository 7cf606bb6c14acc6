import type { Icon } from '@tabler/icons-react';
import { useNumberFormats } from '../number/format-number.ts';
import { toneColours, type Tone } from '../tone/tone.ts';
import classes from './segment-bar.module.css';

export type Segment = {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly tone: Tone;
  readonly icon?: Icon;
};

type SegmentBarProps = {
  readonly segments: readonly Segment[];
  /** What the whole width stands for; by default the sum of the segments. */
  readonly total?: number;
};

/** Parts of a whole as one bar. It is decoration: put the numbers beside it (`SegmentLegend`). */
export function SegmentBar({ segments, total }: SegmentBarProps) {
  const sum = segments.reduce((before, segment) => before + segment.value, 0);
  const whole = Math.max(total ?? sum, 1);
  return (
    <div className={classes['bar']} aria-hidden>
      {segments
        .filter((segment) => segment.value > 0)
        .map((segment) => (
          <span
            key={segment.id}
            className={classes['part']}
            style={{
              width: `${(segment.value / whole) * 100}%`,
              background: toneColours(segment.tone).solid,
            }}
          />
        ))}
    </div>
  );
}

/** The segments in words and numbers. */
export function SegmentLegend({ segments }: { readonly segments: readonly Segment[] }) {
  const { integer } = useNumberFormats();
  return (
    <ul className={classes['legend']}>
      {segments.map((segment) => {
        const colours = toneColours(segment.tone);
        return (
          <li key={segment.id} data-outcome={segment.id}>
            {segment.icon === undefined ? (
              <span className={classes['dot']} style={{ background: colours.solid }} aria-hidden />
            ) : (
              <segment.icon size={14} stroke={2} color={colours.text} aria-hidden />
            )}
            <span>{segment.label}</span>
            <span className={classes['value']}>{integer(segment.value)}</span>
          </li>
        );
      })}
    </ul>
  );
}

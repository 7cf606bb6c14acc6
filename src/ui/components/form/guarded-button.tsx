import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import { useAwayReason } from '../../app/use-away.ts';

type GuardedButtonProps = ButtonProps & {
  readonly onClick?: () => void;
  /** Why it cannot be pressed right now, in words; null or nothing when it can. */
  readonly reason?: string | null;
  /** While the database is away, what it does is kept and sent later. */
  readonly queues?: boolean;
  readonly type?: 'button' | 'submit';
  readonly 'aria-label'?: string;
};

/**
 * A button for what needs the console and its database. While those are away, or for another reason, it cannot be pressed and
 * says why: on hover, by touch, and with the keyboard, which a `disabled` one would leave out.
 */
export function GuardedButton({ reason = null, queues = false, onClick, ...button }: GuardedButtonProps) {
  const away = useAwayReason({ queues });
  const hindrance = away ?? reason;
  return (
    <Tooltip
      label={hindrance}
      disabled={hindrance === null}
      events={{ hover: true, focus: true, touch: true }}
      multiline
      maw={320}
    >
      <Button
        {...button}
        {...(hindrance === null ? {} : { 'data-disabled': true, 'aria-disabled': true })}
        onClick={(event) => {
          if (hindrance === null) onClick?.();
          else event.preventDefault();
        }}
      />
    </Tooltip>
  );
}

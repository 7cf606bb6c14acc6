import type { ReactNode } from 'react';
import { Tooltip } from '@mantine/core';
import classes from './header.module.css';

type ToolTargetProps = {
  readonly label: string;
  /** The popover of the tool is open: its name needs no tooltip then. */
  readonly opened: boolean;
  readonly children: ReactNode;
};

/** The tooltip of a tool that opens a popover. Around both, because a popover's target hands its props to its child. */
export function ToolTarget({ label, opened, children }: ToolTargetProps) {
  return (
    <Tooltip label={label} disabled={opened}>
      <span className={classes['tool']}>{children}</span>
    </Tooltip>
  );
}

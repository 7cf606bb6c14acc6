import type { ReactNode } from 'react';
import { Button, Checkbox, Popover } from '@mantine/core';
import classes from './choice-filter.module.css';

type ChoiceFilterProps<Value extends string> = {
  readonly label: string;
  readonly icon: ReactNode;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: Value[]) => void;
};

/** A filter that lets through any of the values that are chosen; all, while none is. */
export function ChoiceFilter<Value extends string>(props: ChoiceFilterProps<Value>) {
  const { label, icon, choices, chosen, onChange } = props;
  const toggle = (value: Value) =>
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={icon} data-chosen={chosen.length > 0 || undefined}>
          {label}
          {chosen.length === 0 ? null : <span className={classes['chosen']}>{chosen.length}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12} aria-label={label}>
        <div className={classes['choices']} role="group" aria-label={label}>
          {choices.map((choice) => (
            <Checkbox
              key={choice.value}
              label={choice.label}
              checked={chosen.includes(choice.value)}
              onChange={() => toggle(choice.value)}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

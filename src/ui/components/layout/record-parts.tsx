import type { ReactNode } from 'react';
import { Tabs } from '@mantine/core';
import classes from './record-parts.module.css';

type RecordPartsProps<Part extends string> = {
  readonly label: string;
  /** Only the chosen one is mounted. */
  readonly parts: readonly { readonly name: Part; readonly label: string; readonly content: ReactNode }[];
  readonly part: Part;
  readonly onPartChange: (part: Part) => void;
};

/** The parts of a record's drawer, of which one is seen. */
export function RecordParts<Part extends string>({
  label,
  parts,
  part,
  onPartChange,
}: RecordPartsProps<Part>) {
  return (
    <Tabs
      value={part}
      onChange={(next) => {
        const known = parts.find(({ name }) => name === next);
        if (known !== undefined) onPartChange(known.name);
      }}
      keepMounted={false}
    >
      <Tabs.List aria-label={label} className={classes['list'] ?? ''}>
        {parts.map(({ name, label: words }) => (
          <Tabs.Tab key={name} value={name}>
            {words}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {parts.map(({ name, content }) => (
        <Tabs.Panel key={name} value={name} className={classes['part'] ?? ''}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

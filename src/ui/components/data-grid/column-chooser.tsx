import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { moveColumn, toggleColumn, type ColumnLayout } from './column-layout.ts';
import type { GridColumn } from './grid-types.ts';
import classes from './data-grid.module.css';

type ColumnChooserProps<Row> = {
  readonly columns: readonly GridColumn<Row>[];
  readonly layout: ColumnLayout;
  /** Null puts everything back as the page has it. */
  readonly onChange: (layout: ColumnLayout | null) => void;
};

/** Which columns are shown, and in which order. */
export function ColumnChooser<Row>({ columns, layout, onChange }: ColumnChooserProps<Row>) {
  const { t } = useTranslation('components');
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (
    <Popover position="bottom-end" trapFocus returnFocus width={280}>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={15} aria-hidden />}>
          {t('grid.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={t('grid.columns')}>
        <ul className={classes['chooser']}>
          {layout.order.map((id, index) => {
            const column = byId.get(id);
            if (column === undefined) return null;
            return (
              <li key={id}>
                <Checkbox
                  label={column.label}
                  checked={!layout.hidden.includes(id)}
                  disabled={column.required === true}
                  onChange={() => onChange(toggleColumn(layout, id))}
                />
                <span className={classes['moves']}>
                  <ActionIcon
                    size={22}
                    aria-label={t('grid.moveUp', { column: column.label })}
                    disabled={index === 0}
                    onClick={() => onChange(moveColumn(layout, id, -1))}
                  >
                    <IconChevronUp size={14} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    size={22}
                    aria-label={t('grid.moveDown', { column: column.label })}
                    disabled={index === layout.order.length - 1}
                    onClick={() => onChange(moveColumn(layout, id, 1))}
                  >
                    <IconChevronDown size={14} aria-hidden />
                  </ActionIcon>
                </span>
              </li>
            );
          })}
        </ul>
        <Button variant="subtle" size="compact-xs" fullWidth mt={4} onClick={() => onChange(null)}>
          {t('grid.resetColumns')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

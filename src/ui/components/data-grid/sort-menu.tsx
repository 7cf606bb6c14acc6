import { Button, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GridColumn, GridSort } from './grid-types.ts';
import { nextSort } from './sort-text.ts';

type SortMenuProps<Row> = {
  readonly columns: readonly GridColumn<Row>[];
  readonly sort: GridSort;
  readonly onSortChange: (sort: GridSort) => void;
};

/** On a narrow screen, where there are no headers to click. */
export function SortMenu<Row>({ columns, sort, onSortChange }: SortMenuProps<Row>) {
  const { t } = useTranslation('components');
  const sortable = columns.filter((column) => column.sortable === true);
  if (sortable.length === 0) return null;
  const Direction = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconArrowsSort size={15} aria-hidden />}>
          {t('grid.sort')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {sortable.map((column) => (
          <Menu.Item
            key={column.id}
            rightSection={column.id === sort.column ? <Direction size={14} aria-hidden /> : null}
            onClick={() => onSortChange(nextSort(sort, column.id, column.descendingFirst === true))}
          >
            {column.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

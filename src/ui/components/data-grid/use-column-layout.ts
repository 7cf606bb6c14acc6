import { useCallback, useMemo } from 'react';
import { useLocalStorage } from '@mantine/hooks';
import { readLayout, type ColumnLayout } from './column-layout.ts';
import type { GridColumn } from './grid-types.ts';

/** The columns as this person left them on this machine, and a way to change them. */
export function useColumnLayout<Row>(
  grid: string,
  columns: readonly GridColumn<Row>[],
): readonly [ColumnLayout, (layout: ColumnLayout | null) => void] {
  const [stored, setStored, forget] = useLocalStorage<unknown>({
    key: `opsdeck.grid.${grid}`,
    getInitialValueInEffect: false,
  });
  const layout = useMemo(() => readLayout(stored, columns), [stored, columns]);
  const change = useCallback(
    (next: ColumnLayout | null) => {
      if (next === null) forget();
      else setStored(next);
    },
    [setStored, forget],
  );
  return [layout, change];
}

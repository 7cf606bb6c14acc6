/** Where a key takes the active row; null when the key does not move. */
export function rowAfterKey(key: string, active: number, total: number, rowsInView: number): number | null {
  if (total === 0) return null;
  const within = (row: number) => Math.min(Math.max(row, 0), total - 1);
  switch (key) {
    case 'ArrowDown':
      return within(active + 1);
    case 'ArrowUp':
      return within(active === -1 ? 0 : active - 1);
    case 'PageDown':
      return within(active + Math.max(rowsInView - 1, 1));
    case 'PageUp':
      return within(active - Math.max(rowsInView - 1, 1));
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}

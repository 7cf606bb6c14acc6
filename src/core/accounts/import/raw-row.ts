/** A row as it stands in the file. */
export type RawRow = {
  readonly row: number;
  readonly session: string;
  readonly displayName: string;
  readonly phone: string;
  readonly labels: readonly string[];
  /** Why the row cannot be used, whatever its texts are. */
  readonly problem: string | null;
};

/** @throws OpsdeckError IMPORT_TOO_LARGE when there are more rows than an import may have. */
export type OnRow = (row: RawRow) => void;

export function brokenRow(row: number, problem: string): RawRow {
  return { row, session: '', displayName: '', phone: '', labels: [], problem };
}

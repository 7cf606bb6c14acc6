/** One file to be written and measured. */
export type MeasureRequest = {
  readonly whose: 'ours' | 'bare' | 'exceljs';
  readonly cache: string;
  readonly folder: string;
  readonly format: 'csv' | 'xlsx' | 'pdf';
  readonly rows: number;
};

export type Measured = {
  readonly ms: number;
  readonly rows: number;
  readonly bytes: number;
  /** The most that the process ever had. */
  readonly rssMb: number;
};

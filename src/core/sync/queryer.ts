/** What is needed of a connection to ask it something. */
export type Queryer = {
  // Who asks knows what comes back, as with pg itself.
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  query<Row extends Record<string, unknown>>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
};

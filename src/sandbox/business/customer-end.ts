/** What only the whole story tells of a customer: their place is their index. */
export type CustomerEnd = {
  readonly lastActiveAt: number;
  readonly riskScore: number;
  readonly state: string;
};

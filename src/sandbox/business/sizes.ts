export const businessSizes = ['tiny', 'demo', '1m', '10m'] as const;
export type BusinessSize = (typeof businessSizes)[number];

/** How large an invented business is; `tiny` is written out by hand instead. */
export type Scale = {
  readonly orders: number;
  readonly channels: number;
  readonly advertisers: number;
  readonly editors: number;
  readonly admins: number;
};

export const scales: Readonly<Record<Exclude<BusinessSize, 'tiny'>, Scale>> = {
  demo: { orders: 20_000, channels: 150, advertisers: 1_436, editors: 60, admins: 4 },
  '1m': { orders: 1_000_000, channels: 1_000, advertisers: 10_000, editors: 400, admins: 8 },
  '10m': { orders: 10_000_000, channels: 1_000, advertisers: 30_000, editors: 400, admins: 8 },
};

import type { Pool } from 'pg';
import { z } from 'zod';

const micros = z.string().transform(BigInt);
const at = z.date().nullable();

const orderRow = z.object({
  advertiser_id: z.string(),
  editor_id: z.string(),
  channel_id: z.string(),
  price_micros: micros,
  commission_micros: micros,
  refunded_micros: micros,
  conversion_value_micros: micros.nullable(),
  views: z.int().nullable(),
  status: z.string(),
  category: z.string(),
  currency: z.string(),
  created_at: z.date(),
  completed_at: at,
});

const customerRow = z.object({
  role: z.string(),
  state: z.string(),
  country: z.string().nullable(),
  created_at: z.date(),
});

const channelRow = z.object({
  owner_id: z.string(),
  state: z.string(),
  category: z.string(),
  created_at: z.date(),
});

const paymentRow = z.object({
  customer_id: z.string(),
  amount_micros: micros,
  kind: z.string(),
  state: z.string(),
  currency: z.string(),
  settled_at: at,
});

export type OrderRow = z.output<typeof orderRow>;
export type CustomerRow = z.output<typeof customerRow>;
export type ChannelRow = z.output<typeof channelRow>;
export type PaymentRow = z.output<typeof paymentRow>;

/** Every row of Postgres that a metric is about, as it is. */
export type RawRows = {
  readonly orders: readonly OrderRow[];
  readonly customers: readonly CustomerRow[];
  readonly channels: readonly ChannelRow[];
  readonly payments: readonly PaymentRow[];
};

export async function readRawRows(pool: Pool): Promise<RawRows> {
  const all = async <Row>(table: string, row: z.ZodType<Row>): Promise<Row[]> =>
    z.array(row).parse((await pool.query(`select * from ${table}`)).rows);
  return {
    orders: await all('orders', orderRow),
    customers: await all('customers', customerRow),
    channels: await all('channels', channelRow),
    payments: await all('payments', paymentRow),
  };
}

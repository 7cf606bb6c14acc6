import type { TeamDatabase } from './team-database.ts';

/** Names as hostile as the marketplace lets them be: long, from right to left, of emoji, and without a place to break. */
const names = {
  editor: `${'محرر القنوات الإخبارية '.repeat(4)}👩‍👩‍👧‍👦`,
  advertiser: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2),
  channel: '🎉🎊'.repeat(30),
};

type Order = {
  readonly priceMicros: string;
  readonly refundedMicros: string;
  readonly commissionMicros: string;
  readonly views: number;
  /** SQL; `number` counts the orders from one. */
  readonly daysAgo: string;
  readonly count: number;
};

/** Completed orders of Ada's in Paper 202, of the days that are said. */
async function addCompleted(team: TeamDatabase, order: Order): Promise<void> {
  await team.query(
    `insert into orders (workspace_id, advertiser_id, editor_id, channel_id, listing_id, status, category, format, currency,
       duration_hours, price_micros, refunded_micros, commission_micros, views, conversion_value_micros,
       created_at, submitted_at, confirmed_at, published_at, expires_at, completed_at)
     select workspaces.id, 2, 1, 202, 500, 'completed', 'news', 'post', 'USD', 24, $1, $2, $3, $4, 0, at, at, at, at,
       at + interval '1 hour', at + interval '1 hour'
     from workspaces, generate_series(1, $5) as number,
       lateral (select now() - make_interval(days => (${order.daysAgo})::int, hours => 12) as at) as moment`,
    [order.priceMicros, order.refundedMicros, order.commissionMicros, order.views, order.count],
  );
}

/** One order that was completed yesterday. */
export const addOneOrder = (team: TeamDatabase): Promise<void> =>
  addCompleted(team, {
    priceMicros: '40000000',
    refundedMicros: '0',
    commissionMicros: '6000000',
    views: 900,
    daysAgo: '1',
    count: 1,
  });

/** The largest prices beside the smallest, two milliards of views, one day of nearly everything, and names that hardly fit. */
export async function addExtremes(team: TeamDatabase): Promise<void> {
  await team.query(`update customers set name = $1 where id = 1`, [names.editor]);
  await team.query(`update customers set name = $1 where id = 2`, [names.advertiser]);
  await team.query(`update channels set title = $1 where id = 202`, [names.channel]);
  await addCompleted(team, {
    priceMicros: '999999999999999',
    refundedMicros: '0',
    commissionMicros: '149999999999999',
    views: 2_000_000_000,
    daysAgo: '9',
    count: 400,
  });
  await addCompleted(team, {
    priceMicros: '1',
    refundedMicros: '1',
    commissionMicros: '0',
    views: 0,
    daysAgo: 'number',
    count: 60,
  });
}

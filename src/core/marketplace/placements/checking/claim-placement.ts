import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type OrderId, orderIdSchema } from '#contract/ids.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';

/** A look that this host makes now. */
export type ClaimedPlacement = {
  readonly orderId: OrderId;
  readonly claim: string;
  /** Without the @; null for a channel that has none. */
  readonly username: string | null;
  /** Telegram's number of the channel, where it is known. */
  readonly telegramId: string | null;
  /** Null where no link was given: then the post is looked for by its text. */
  readonly messageId: number | null;
  readonly postText: string;
  readonly publishedAt: number;
  /** Posts of the channel that are those of other orders. */
  readonly taken: readonly number[];
};

/** A host that dies with a look under way leaves it to the others after so long; a look takes a third of it at most. */
const heldSeconds = 120;

/**
 * Makes up for rows that are missing: an order that was published has a first look due two minutes later. Resolves to how many
 * there were. Cheap while there are none: published orders are a small part of all, and have an index of their own.
 */
export async function enrolPublished(workspace: Workspace): Promise<number> {
  const { rowCount } = await workspace.database.execute(sql`
    insert into placements (workspace_id, order_id, due_at)
    select o.workspace_id, o.id, least(o.published_at + interval '2 minutes', o.expires_at)
    from orders o
    where o.workspace_id = ${workspace.id} and o.status = 'published'
      and not exists (select from placements p where p.workspace_id = o.workspace_id and p.order_id = o.id)
    on conflict (workspace_id, order_id) do nothing`);
  return rowCount ?? 0;
}

/**
 * Takes the look that somebody waits for, else the one that has been due longest, for this host alone until it is recorded or two
 * minutes are over; null when none is.
 */
export async function claimPlacement(workspace: Workspace): Promise<ClaimedPlacement | null> {
  const claim = randomUUID();
  const { rows } = await workspace.database.execute<{
    order_id: string;
    username: string | null;
    telegram_id: string | null;
    message_id: number | null;
    post_text: string;
    published_at: Date;
    taken: number[] | null;
  }>(sql`
    with asked as (
      select workspace_id, order_id from placements
      where workspace_id = ${workspace.id} and asked_at <= now() and (claimed_until is null or claimed_until < now())
      order by asked_at
      limit 1
      for update skip locked
    ), due as (
      select workspace_id, order_id from placements
      where workspace_id = ${workspace.id} and due_at <= now() and (claimed_until is null or claimed_until < now())
        and not exists (select from asked)
      order by due_at
      limit 1
      for update skip locked
    ), next as (select * from asked union all select * from due)
    update placements p
    set claim = ${claim}, claimed_until = now() + make_interval(secs => ${heldSeconds})
    from next
      join orders o on o.workspace_id = next.workspace_id and o.id = next.order_id
      join channels c on c.workspace_id = o.workspace_id and c.id = o.channel_id
    where p.workspace_id = next.workspace_id and p.order_id = next.order_id
    returning p.order_id, c.username, c.telegram_id::text as telegram_id, o.message_id, o.post_text, o.published_at,
      case when o.message_id is null then array(
        select other.message_id from orders other
        where other.workspace_id = o.workspace_id and other.channel_id = o.channel_id and other.id <> o.id
          and other.message_id is not null and other.published_at > o.published_at - interval '62 days'
      ) end as taken`);
  const [row] = rows;
  if (row === undefined) return null;
  return {
    orderId: orderIdSchema.parse(Number(row.order_id)),
    claim,
    username: row.username,
    telegramId: row.telegram_id,
    messageId: row.message_id,
    postText: row.post_text,
    publishedAt: new Date(row.published_at).getTime(),
    taken: row.taken ?? [],
  };
}

/** Gives a claim back that came to nothing: what was due stays due. */
export async function releasePlacement(
  workspace: Workspace,
  { orderId, claim }: Pick<ClaimedPlacement, 'orderId' | 'claim'>,
): Promise<void> {
  await workspace.database.execute(sql`
    update placements set claim = null, claimed_until = null
    where workspace_id = ${workspace.id} and order_id = ${orderId} and claim = ${claim}`);
}

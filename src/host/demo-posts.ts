import type { Pool } from 'pg';
import type { Core } from '#core/core.ts';
import type { Sandbox } from '#sandbox/start-sandbox.ts';
import type { SandboxPost } from '#sandbox/world/channel-posts.ts';

type PublishedOrder = {
  readonly channel_id: string;
  readonly telegram_id: string | null;
  readonly username: string;
  readonly title: string;
  readonly message_id: number;
  readonly post_text: string;
  readonly published_at: Date;
  readonly views: number | null;
};

/** Of twelve posts, one has a word more, one says something else, two are not there, and one goes while somebody looks. */
const fates = [
  'word',
  'other',
  'gone',
  'gone',
  'soon',
  ...Array.from({ length: 7 }, () => 'fine' as const),
] as const;
/** How long the demo has run when a post goes that was there before, in seconds. */
const goneAfter = 600;

/** Of the channels with posts, one let nobody look in any more, and one vanished. */
const closed = 4;
const vanished = 7;

/**
 * Puts the posts of the demo's orders into its sandbox, so that there is something to look at: most of them as they were ordered, some
 * edited, some not there, or not for long; one channel is closed to those outside, and one is not there any more.
 */
export async function publishDemoPosts(core: Core, sandbox: Sandbox): Promise<void> {
  const orders = await publishedOrders(core.backend.pool, core.workspace.id);
  const channels = Map.groupBy(orders, ({ channel_id: channelId }) => channelId);
  await sandbox.setNames(
    [...channels.values()].flatMap(([order], index) =>
      order === undefined
        ? []
        : [
            {
              kind: 'channel' as const,
              username: order.username,
              id: sandboxId(order),
              title: order.title,
              isPrivate: index === closed,
            },
          ],
    ),
  );
  const gone = [...channels.values()][vanished]?.[0];
  if (gone !== undefined) await sandbox.removeName(gone.username);
  let number = 0;
  for (const ofChannel of channels.values()) {
    const posts = ofChannel.flatMap((order) => {
      number += 1;
      return postOf(order, fates[number % fates.length] ?? 'fine');
    });
    const [first] = ofChannel;
    if (first !== undefined) await sandbox.setPosts(sandboxId(first), posts);
  }
}

const sandboxId = ({ telegram_id: telegramId, channel_id: channelId }: PublishedOrder): string =>
  telegramId ?? String(3_000_000_000 + Number(channelId));

function postOf(order: PublishedOrder, fate: (typeof fates)[number]): SandboxPost[] {
  if (fate === 'gone') return [];
  const { message_id: id, post_text: text, published_at: publishedAt, views } = order;
  const date = Math.floor(publishedAt.getTime() / 1_000);
  const post = { id, date, text, views: views ?? 4_000, forwards: 12, editedAt: null };
  if (fate === 'fine') return [post];
  if (fate === 'soon') return [{ ...post, deletedAt: Math.floor(Date.now() / 1_000) + goneAfter }];
  return [
    {
      ...post,
      text: fate === 'word' ? `${text} #ad` : 'This place is for rent. Write to us!',
      editedAt: date + 60,
    },
  ];
}

async function publishedOrders(pool: Pool, workspaceId: string): Promise<readonly PublishedOrder[]> {
  const { rows } = await pool.query<PublishedOrder>(
    `select o.channel_id::text, c.telegram_id::text, c.username, c.title, o.message_id, o.post_text, o.published_at, o.views
     from orders o join channels c on c.workspace_id = o.workspace_id and c.id = o.channel_id
     where o.workspace_id = $1 and o.status in ('published', 'disputed') and o.message_id is not null and c.username is not null
     order by o.id`,
    [workspaceId],
  );
  return rows;
}

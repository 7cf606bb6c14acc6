import { and, eq, isNotNull } from 'drizzle-orm';
import { channels } from '#core/marketplace/channels/schema.ts';
import type { Workspace } from '#core/workspaces/workspace.ts';
import type { Sandbox } from '../start-sandbox.ts';
import type { NamedPeerInput } from '../world/public-names.ts';

/** Usernames that are on the demo's Telegram and not on its marketplace: for whoever tries to add one. */
const toBeAdded: readonly NamedPeerInput[] = [
  {
    kind: 'channel',
    username: 'coffee_breaks',
    id: '1900000001',
    title: '☕️ Coffee breaks',
    about: 'Ten minutes, one cup, one good story.',
    subscribers: 18_400,
    averageViews: 6_100,
    verified: true,
  },
  {
    kind: 'channel',
    username: 'shai_yawmi',
    id: '1900000002',
    title: '🫖 شاي يومي',
    about: 'كوب من الشاي وخبر جيد كل يوم.',
    subscribers: 7_250,
    averageViews: 2_900,
  },
  { kind: 'channel', username: 'closed_circle', id: '1900000003', title: 'Closed circle', isPrivate: true },
  { kind: 'group', username: 'talk_of_the_town', id: '1900000004', title: 'Talk of the town' },
  { kind: 'user', username: 'just_a_person', id: '1900000005', firstName: 'Just' },
];

/** The first of those above, for the terminal. */
export const demoChannelToAdd = '@coffee_breaks';

/**
 * Puts the marketplace's channels on the sandbox, by their usernames, as large as the marketplace knows them: reading them again
 * works. The sandbox forgets them when it stops.
 */
export async function nameDemoChannels(workspace: Workspace, sandbox: Sandbox): Promise<void> {
  const known = await workspace.database
    .select()
    .from(channels)
    .where(
      and(
        eq(channels.workspaceId, workspace.id),
        isNotNull(channels.username),
        isNotNull(channels.telegramId),
      ),
    );
  const peers = known.map((channel): NamedPeerInput => ({
    kind: 'channel',
    username: channel.username ?? '',
    id: String(channel.telegramId),
    title: channel.title,
    about: channel.description,
    subscribers: channel.subscribers,
    averageViews: channel.averageViews,
  }));
  await sandbox.setNames([...toBeAdded, ...peers]);
}

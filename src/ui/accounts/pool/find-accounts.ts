import type { RecordSearch } from '../../app/area.ts';

/** As many as one looks through at a glance. */
const shown = 6;
/** More are read, so that an account's very ID is found among phone numbers that have its digits too. */
const read = 50;

/** Accounts by name, phone, user name, label or ID, for the palette. The one with that very ID comes first. */
export const findAccounts: RecordSearch['find'] = async (client, text, signal) => {
  const { rows } = await client.accounts.list.query(
    {
      filter: { search: text.replace(/^#/, '') },
      sort: { column: 'id', descending: false },
      offset: 0,
      limit: read,
    },
    { signal },
  );
  const wanted = Number(text.replace(/^#/, ''));
  return rows
    .toSorted((one, other) => Number(other.id === wanted) - Number(one.id === wanted))
    .slice(0, shown)
    .map(({ id, displayName, username, phone }) => ({
      id: `account:${id}`,
      label: displayName === '' ? (username ?? phone ?? `#${id}`) : displayName,
      hint: [phone, `#${id}`].filter((part) => part !== null).join(' · '),
      path: '/accounts',
      search: { account: id },
    }));
};

import type { RecordSearch } from '../app/area.ts';

const shown = 3;

/** Orders by number, customer or channel, customers by name or number, and channels by title or username, for the palette. */
export const findInMarketplace: RecordSearch['find'] = async (client, text, signal) => {
  const number = Number(/^#?(\d{1,15})$/.exec(text.trim())?.[1]);
  const [orders, customers, kept, channels] = await Promise.all([
    client.marketplace.orders.query({ filter: { search: text }, offset: 0, limit: shown }, { signal }),
    client.marketplace.customers.query(
      {
        filter: { search: text },
        sort: { column: 'id', descending: false },
        offset: 0,
        limit: shown,
      },
      { signal },
    ),
    Number.isSafeInteger(number)
      ? client.marketplace.keptOrders.query({ filter: { search: text } }, { signal })
      : null,
    client.channels.list.query(
      {
        filter: { search: text },
        sort: { column: 'subscribers', descending: true },
        offset: 0,
        limit: shown,
      },
      { signal },
    ),
  ]);
  const notHere = kept?.older === 1 ? [number] : [];
  return [
    ...customers.rows.map(({ id, name }) => ({
      id: `customer:${id}`,
      label: name,
      hint: `#${id}`,
      path: '/marketplace/customers',
      search: { customer: id },
    })),
    ...channels.rows.map(({ id, title, username }) => ({
      id: `channel:${id}`,
      label: title,
      hint: username === null ? `#${id}` : `@${username}`,
      path: '/marketplace/channels',
      search: { channel: id },
    })),
    ...orders.rows.map(({ id, advertiser, channel }) => ({
      id: `order:${id}`,
      label: `#${id} · ${channel.title}`,
      hint: advertiser.name,
      path: '/marketplace/orders',
      search: { order: id },
    })),
    ...notHere.map((id) => ({
      id: `order:${id}`,
      // Nothing more is known of it on this device; it opens from the database.
      label: `#${id}`,
      hint: '',
      path: '/marketplace/orders',
      search: { order: id },
    })),
  ];
};

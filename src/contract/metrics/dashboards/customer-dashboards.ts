import { ordersByStatusPanel } from './common-panels.ts';
import type { Dashboard } from './dashboard.ts';

export const editorDashboard: Dashboard = {
  title: 'Editor',
  description: 'What the channels of one editor bring.',
  subject: 'editor',
  tiles: ['earnings', 'orders', 'orders_open', 'average_order_value', 'completion_rate', 'sales'],
  panels: [
    {
      kind: 'series',
      id: 'earnings-trend',
      title: 'Earnings',
      description: 'Price less refunds and commission, by the day orders were completed.',
      metrics: ['earnings'],
      look: 'bars',
      half: true,
    },
    ordersByStatusPanel,
    {
      kind: 'ranking',
      id: 'top-channels',
      title: 'Channels',
      description: 'By what the orders created in the period have earned.',
      dimension: 'channel',
      metrics: ['order_earnings', 'orders', 'average_order_value', 'completion_rate'],
      limit: 10,
    },
    {
      kind: 'subscribers',
      id: 'subscribers',
      title: 'Subscribers',
      description: 'Of all channels of the editor, as last measured in each period.',
    },
  ],
};

export const advertiserDashboard: Dashboard = {
  title: 'Advertiser',
  description: 'What one advertiser buys, and what they get for it.',
  subject: 'advertiser',
  tiles: [
    'spend',
    'orders',
    'orders_open',
    'average_order_value',
    'reach',
    'cost_per_thousand_views',
    'return_on_spend',
    'refunds',
  ],
  panels: [
    {
      kind: 'series',
      id: 'spend-trend',
      title: 'Spend',
      description: 'What was paid for completed orders, by the day they were created.',
      metrics: ['spend', 'refunds'],
      look: 'bars',
      half: true,
    },
    ordersByStatusPanel,
    {
      kind: 'ranking',
      id: 'top-channels',
      title: 'Channels',
      description: 'By what was spent in them.',
      dimension: 'channel',
      metrics: ['spend', 'orders', 'cost_per_thousand_views', 'return_on_spend'],
      limit: 10,
    },
    {
      kind: 'balances',
      id: 'balances',
      title: 'Budget left',
      description: 'In the wallet and in escrow, now.',
      half: true,
    },
    {
      kind: 'series',
      id: 'payments',
      title: 'Payments',
      description: 'What was paid in and taken out, by the day it was settled.',
      metrics: ['deposits', 'withdrawals'],
      look: 'bars',
      half: true,
    },
  ],
};

export const channelDashboard: Dashboard = {
  title: 'Channel',
  description: 'How one channel sells.',
  subject: 'channel',
  tiles: ['orders', 'orders_open', 'spend', 'order_earnings', 'average_order_value', 'completion_rate'],
  panels: [
    {
      kind: 'series',
      id: 'earned-trend',
      title: 'Earned by orders',
      description: 'By the day the orders were created.',
      metrics: ['order_earnings'],
      look: 'bars',
      half: true,
    },
    ordersByStatusPanel,
    {
      kind: 'ranking',
      id: 'top-advertisers',
      title: 'Advertisers',
      description: 'By what they spent in the channel.',
      dimension: 'advertiser',
      metrics: ['spend', 'orders', 'completion_rate'],
      limit: 10,
      half: true,
    },
    {
      kind: 'subscribers',
      id: 'subscribers',
      title: 'Subscribers',
      description: 'As last measured in each period.',
      half: true,
    },
  ],
};

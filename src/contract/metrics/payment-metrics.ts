import type { MetricDefinition } from './metric.ts';

const dimensions = ['currency', 'advertiser'] as const;

function paid(label: string, counts: string, kind: string): MetricDefinition & { readonly fact: 'payments' } {
  return {
    label,
    counts,
    words: `amounts of ${kind} that succeeded`,
    unit: 'money',
    fact: 'payments',
    formula: { kind: 'sum', plus: [kind] },
    dimensions,
    better: 'neither',
  };
}

/** Money that crossed the border of the ledger, by the time it did. */
export const paymentMetrics = {
  deposits: paid('Deposits', 'What customers paid in during the period.', 'deposits'),
  withdrawals: paid(
    'Withdrawals',
    'What went back to advertisers’ own accounts during the period.',
    'withdrawals',
  ),
  payouts: paid('Payouts', 'What was paid out to editors during the period.', 'payouts'),
  net_deposits: {
    label: 'Net cash in',
    counts: 'What came in through the gateways less what went out; below zero when more went out.',
    words: 'deposits − withdrawals − payouts',
    unit: 'money',
    fact: 'payments',
    formula: { kind: 'sum', plus: ['deposits'], minus: ['withdrawals', 'payouts'] },
    dimensions,
    better: 'higher',
  },
} as const satisfies Record<string, MetricDefinition>;

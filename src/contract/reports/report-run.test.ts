import { expect, it } from 'vitest';
import { reportRunSchema } from '../reports.ts';

it('of before reports of the team is read, for whoever may read money', () => {
  const before = {
    id: '00000000-0000-4000-8000-000000000001',
    report: 'earnings',
    title: 'Earnings',
    format: 'pdf',
    parameters: { from: '2026-01', until: '2026-10', customerId: null, currency: null },
    schedule: null,
    state: 'done',
    startedAt: 1_795_000_000_000,
    startedBy: 'Ada',
    endedAt: 1_795_000_001_000,
    rows: 10,
    bytes: 4_000,
    fileName: 'Earnings.pdf',
    problem: null,
  };
  expect(reportRunSchema.parse(before)).toMatchObject({ ...before, permissions: ['finance:read'] });
});

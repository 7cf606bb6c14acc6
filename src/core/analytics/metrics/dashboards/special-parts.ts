import { customerRoles } from '#contract/marketplace/customers.ts';
import type { SpecialPanel } from '#contract/metrics/dashboards/dashboard.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import { channelIdSchema, customerIdSchema } from '#contract/ids.ts';
import type { Column, Row } from '../../../exports/column.ts';
import { enumLabels } from '../../../exports/enum-labels.ts';
import type { ChartPart, Part, TablePart } from '../../../exports/export-job.ts';
import { activeCustomers } from '../../queries/active-customers.ts';
import { orderHours } from '../../queries/order-hours.ts';
import { retention } from '../../queries/retention.ts';
import { growth } from '../growth.ts';
import { subscribers } from '../subscribers.ts';
import type { OpenDashboard } from './open-dashboard.ts';
import { periodText } from './period-text.ts';

const months = 12;
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const text = (key: string, label: string): Column => ({ key, label, type: 'text' });
const count = (key: string, label: string): Column => ({ key, label, type: 'count' });

/** What a panel that is no question about metrics has in a file. */
export async function specialParts(open: OpenDashboard, panel: SpecialPanel): Promise<Part[]> {
  switch (panel.kind) {
    case 'retention':
      return [await retentionPart(open, panel)];
    case 'growth':
      return growthParts(open, panel);
    case 'order-hours':
      return [await orderHoursPart(open, panel)];
    case 'active':
      return [await activePart(open, panel)];
    case 'balances':
      return [await balancesPart(open, panel)];
    case 'subscribers':
      return subscribersParts(open, panel);
    default:
      return exhaustive(panel.kind);
  }
}

const lastMonth = ({ state, today }: OpenDashboard): string => state.range?.to ?? today;

function given(title: string, columns: readonly Column[], rows: readonly Row[]): TablePart {
  return { kind: 'table', title, columns, source: { kind: 'given', rows } };
}

async function retentionPart(open: OpenDashboard, { title }: SpecialPanel): Promise<TablePart> {
  const cohorts = await retention(open.reader, { lastMonth: lastMonth(open), months });
  const ages = Array.from({ length: months }, (_, age) => age);
  return given(
    title,
    [
      text('cohort', 'Signed up'),
      count('size', 'Size'),
      ...ages.map((age): Column => ({ key: `m${age}`, label: `Month ${age}`, type: 'ratio' })),
    ],
    cohorts.map(({ cohort, signedUp, active }) => [
      periodText(cohort, 'month'),
      signedUp,
      ...ages.map((age) => {
        const count = active[age];
        return count === undefined || signedUp === 0 ? null : count / signedUp;
      }),
    ]),
  );
}

const growthKinds = [
  { key: 'fresh', label: 'First order' },
  { key: 'kept', label: 'Ordered again' },
  { key: 'back', label: 'Came back' },
  { key: 'lost', label: 'Lost' },
] as const;

async function growthParts(open: OpenDashboard, { title }: SpecialPanel): Promise<Part[]> {
  const found = await growth(open.reader, { lastMonth: lastMonth(open), months });
  const drawing: ChartPart = {
    kind: 'chart',
    title,
    form: 'stack',
    by: 'month',
    value: 'customers',
    series: 'kind',
    columns: [text('month', 'Month'), text('kind', 'Kind'), count('customers', 'Advertisers')],
    source: {
      kind: 'given',
      rows: found.flatMap((month) =>
        growthKinds.map(({ key, label }) => [
          periodText(month.month, 'month'),
          label,
          key === 'lost' ? -month.lost : month[key],
        ]),
      ),
    },
  };
  return [
    drawing,
    given(
      title,
      [text('month', 'Month'), ...growthKinds.map(({ key, label }) => count(key, label))],
      found.map((month) => [periodText(month.month, 'month'), ...growthKinds.map(({ key }) => month[key])]),
    ),
  ];
}

/** Hours go down, weekdays across: seven columns fit on a page. */
async function orderHoursPart(
  { reader, state, today }: OpenDashboard,
  { title }: SpecialPanel,
): Promise<TablePart> {
  const range = state.range ?? { from: `${Number(today.slice(0, 4)) - 2}-01-01`, to: today };
  const counts = new Map(
    (await orderHours(reader, { range })).map(({ hourOfWeek, orders }) => [hourOfWeek, orders]),
  );
  return given(
    title,
    [text('hour', 'Hour'), ...weekdays.map((day, at) => count(`d${at}`, day))],
    Array.from({ length: 24 }, (_, hour) => [
      `${String(hour).padStart(2, '0')}:00`,
      ...weekdays.map((_day, at) => counts.get(at * 24 + hour) ?? 0),
    ]),
  );
}

async function activePart({ reader, now }: OpenDashboard, { title }: SpecialPanel): Promise<TablePart> {
  const labels = enumLabels(customerRoles);
  const found = await activeCustomers(reader, { at: now });
  return given(
    title,
    [
      text('role', 'Role'),
      count('day', 'Within 24 hours'),
      count('week', 'Within 7 days'),
      count('month', 'Within 30 days'),
    ],
    found.map(({ role, day, week, month }) => [labels[role] ?? role, day, week, month]),
  );
}

async function balancesPart(
  { balancesOf, state }: OpenDashboard,
  { title }: SpecialPanel,
): Promise<TablePart> {
  const accounts = await balancesOf(customerIdSchema.parse(state.subject));
  return given(
    title,
    [text('account', 'Account'), { key: 'balance', label: 'Balance', type: 'money' }],
    accounts.map(({ kind, balance }) => [enumLabels([kind])[kind] ?? kind, balance.micros, balance.currency]),
  );
}

async function subscribersParts(
  { dashboard, state, reader, now }: OpenDashboard,
  { title }: SpecialPanel,
): Promise<Part[]> {
  const { subject, range, granularity } = state;
  const of =
    dashboard.subject === 'channel'
      ? { channelId: channelIdSchema.parse(subject) }
      : { editorId: customerIdSchema.parse(subject) };
  const found = await subscribers(reader, { ...of, range, granularity }, now);
  const columns = [text('period', 'Period'), count('subscribers', 'Subscribers')];
  const rows = found.map(({ start, subscribers: count }) => [periodText(start, granularity), count]);
  const drawing: ChartPart = {
    kind: 'chart',
    title,
    form: 'lines',
    by: 'period',
    value: 'subscribers',
    series: null,
    columns,
    source: { kind: 'given', rows: rows.filter(([, count]) => count !== null) },
  };
  return [drawing, given(title, columns, rows)];
}

import { metricFacts, type MetricUnit } from './metric.ts';
import { type MetricName, metricNames, metricOf } from './metrics.ts';

const units: Readonly<Record<MetricUnit, string>> = {
  count: 'count',
  money: 'money',
  ratio: 'ratio',
  money_per_thousand: 'money per thousand',
};

const intro = `# Metrics

Every number that the console shows about the business, as \`src/contract/metrics\` defines it. This page is made from there by
\`npm run docs:metrics\`; a test fails when it is out of date, another computes each metric anew from the rows in Postgres.

- A day is a day of the workspace's time zone; a week begins on Monday.
- Amounts are integer micros of one currency. Those of different currencies are never added: each is told apart, or one is chosen.
- An average or a rate is rounded half away from zero, to a micro or a millionth. Where there is nothing to divide by there is no value: “–”.
- What can be told apart together is what sums are kept of, or the rows of one channel or advertiser. Explore also adds up the rows of a
  period, which takes seconds where there are millions. Anything else is refused.
`;

/** The text of docs/metrics.md. */
export function describeMetrics(): string {
  const sections = Object.entries(metricFacts).map(([fact, { rows, time }]) => {
    const lines = metricNames.filter((name) => metricOf(name).fact === fact).map(describe);
    return `## Of ${rows}, by ${time}\n\n${table(lines)}`;
  });
  return `${intro}\n${sections.join('\n')}`;
}

function describe(name: MetricName): string[] {
  const { label, counts, words, unit, dimensions, better } = metricOf(name);
  return [`\`${name}\``, label, counts, words, units[unit], dimensions.join(', '), better];
}

function table(lines: readonly string[][]): string {
  const head = ['metric', 'label', 'what it counts', 'formula', 'unit', 'by', 'better'];
  const rule = head.map(() => '---');
  return `${[head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

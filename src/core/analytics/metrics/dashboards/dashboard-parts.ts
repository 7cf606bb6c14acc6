import { exhaustive } from '#contract/exhaustive.ts';
import type { Panel } from '#contract/metrics/dashboards/dashboard.ts';
import type { Part } from '../../../exports/export-job.ts';
import { eventsPart } from './events-part.ts';
import type { OpenDashboard } from './open-dashboard.ts';
import { rankingParts } from './ranking-parts.ts';
import { seriesParts } from './series-parts.ts';
import { specialParts } from './special-parts.ts';
import { tilesPart } from './tiles-part.ts';

/** All of a dashboard as drawings and tables, in the order of the page; at the end what happened in its days. */
export async function dashboardParts(open: OpenDashboard): Promise<Part[]> {
  const panels = await Promise.all(open.dashboard.panels.map((panel) => panelParts(open, panel)));
  const parts = [await tilesPart(open), ...panels.flat(), ...(await eventsPart(open))];
  return parts.map((part) => asOf(part, open.reader.asOf));
}

function asOf(part: Part, at: number): Part {
  return part.source.kind === 'given' ? { ...part, source: { ...part.source, asOf: at } } : part;
}

function panelParts(open: OpenDashboard, panel: Panel): Promise<Part[]> {
  switch (panel.kind) {
    case 'series':
      return seriesParts(open, panel);
    case 'ranking':
      return rankingParts(open, panel);
    case 'retention':
    case 'growth':
    case 'order-hours':
    case 'active':
    case 'balances':
    case 'subscribers':
      return specialParts(open, panel);
    default:
      return exhaustive(panel);
  }
}

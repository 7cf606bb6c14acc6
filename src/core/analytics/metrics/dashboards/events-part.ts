import { annotationSubject } from '#contract/metrics/dashboards/annotation-subject.ts';
import type { TablePart } from '../../../exports/export-job.ts';
import { annotationAbout, annotationText } from '../../annotations/annotation-text.ts';
import { listAnnotations } from '../../annotations/queries/list-annotations.ts';
import type { OpenDashboard } from './open-dashboard.ts';

/** What happened in the days of a dashboard: none when nothing did, or when it is not said whom the dashboard is about. */
export async function eventsPart({ dashboard, state, reader }: OpenDashboard): Promise<TablePart[]> {
  const subject = annotationSubject(dashboard, state);
  if (subject === null) return [];
  const { annotations, total } = await listAnnotations(reader, { subject, range: state.range }, null);
  if (annotations.length === 0) return [];
  const title = 'Events in this period';
  return [
    {
      kind: 'table',
      title: total > annotations.length ? `${title}: the newest ${annotations.length} of ${total}` : title,
      columns: [
        { key: 'day', label: 'Day', type: 'date' },
        { key: 'event', label: 'What happened', type: 'text' },
        { key: 'about', label: 'About', type: 'text' },
        { key: 'by', label: 'Noted by', type: 'text' },
      ],
      source: {
        kind: 'given',
        rows: annotations.map((annotation) => [
          annotation.day,
          annotationText(annotation),
          annotationAbout(annotation),
          annotation.kind === 'note' ? annotation.by : '',
        ]),
      },
    },
  ];
}

import { skipToken, useQuery } from '@tanstack/react-query';
import type { DateRange } from '#contract/analytics.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useDashboard } from '../dashboard-context.ts';
import { kept } from '../kept-answer.ts';
import { annotationSubject } from '#contract/metrics/dashboards/annotation-subject.ts';

/**
 * What happened in the days of the dashboard that is looked at: one question for all of its charts and the list. A chart of other
 * days names them.
 */
export function useAnnotations(days?: DateRange) {
  const { dashboard, state } = useDashboard();
  const trpc = useTRPC();
  const subject = annotationSubject(dashboard, state);
  return useQuery({
    ...trpc.metrics.annotations.queryOptions(
      subject === null ? skipToken : { subject, range: days ?? state.range },
    ),
    ...kept,
  });
}

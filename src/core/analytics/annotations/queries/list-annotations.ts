import {
  type Annotation,
  type AnnotationAnswer,
  type AnnotationQuery,
  mostAnnotations,
} from '#contract/metrics/annotations.ts';
import type { AnalyticsReader } from '../../analytics-reader.ts';
import { channelDecisions } from './channel-decisions.ts';
import { customerChanges } from './customer-changes.ts';
import { newestFirst } from './newest-first.ts';
import { notes } from './notes.ts';
import { priceChanges } from './price-changes.ts';
import { ruleChanges } from './rule-changes.ts';
import { type AnnotationQuestion, type AnnotationSource, countOf, type CountRow, rowsOf } from './source.ts';

/** What may be why the numbers of a dashboard changed, the newest first, and how much there is of it. */
export async function listAnnotations(
  { cache, calendar }: AnalyticsReader,
  { subject, range }: AnnotationQuery,
  caller: AnnotationQuestion['caller'],
): Promise<AnnotationAnswer> {
  const sources = annotationSources({ subject, range, calendar, caller });
  const [[counted], ...rows] = await cache.together<[CountRow, ...Annotation[]]>([
    countOf(sources),
    ...sources.map(rowsOf),
  ]);
  return {
    annotations: rows.flat().toSorted(newestFirst).slice(0, mostAnnotations),
    total: counted?.total ?? 0,
  };
}

/** Every place that something is known from. */
export function annotationSources(question: AnnotationQuestion): AnnotationSource[] {
  return [notes, priceChanges, customerChanges, channelDecisions, ruleChanges].flatMap((ask) =>
    ask(question),
  );
}

import { exhaustive } from '../../exhaustive.ts';
import { channelIdSchema, customerIdSchema } from '../../ids.ts';
import type { AnnotationSubject, NoteSubject } from '../annotations.ts';
import type { Dashboard } from './dashboard.ts';
import type { DashboardState } from './panel-queries.ts';

type Shown = Pick<DashboardState, 'subject' | 'categories'>;

/** Whose events belong on a dashboard; null while it is not said whom it is about. */
export function annotationSubject(
  { subject: kind }: Pick<Dashboard, 'subject'>,
  { subject: id, categories }: Shown,
): AnnotationSubject | null {
  switch (kind) {
    case 'business':
    case 'category':
      return { kind, categories: [...categories] };
    case 'editor':
    case 'advertiser':
      return id === null ? null : { kind, id: customerIdSchema.parse(id) };
    case 'channel':
      return id === null ? null : { kind, id: channelIdSchema.parse(id) };
    default:
      return exhaustive(kind);
  }
}

/** What a note that is written there is about: the business (null), unless one customer, channel or category is shown. */
export function noteSubject(subject: AnnotationSubject): NoteSubject | null {
  switch (subject.kind) {
    case 'business':
    case 'category': {
      const [category, ...others] = subject.categories;
      return category === undefined || others.length > 0 ? null : { kind: 'category', category };
    }
    case 'editor':
    case 'advertiser':
      return { kind: 'customer', id: subject.id };
    case 'channel':
      return { kind: 'channel', id: subject.id };
    default:
      return exhaustive(subject);
  }
}

import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { exhaustive } from '#contract/exhaustive.ts';
import { type Annotation, annotationSchema, type AnnotationSubject } from '#contract/metrics/annotations.ts';
import { booleanColumn } from '../../../cache/boolean-column.ts';
import type { AnnotationQuestion, AnnotationSource } from './source.ts';

const noteRow = z.object({
  id: z.string(),
  day: z.string(),
  text: z.string(),
  by: z.string(),
  mayRemove: booleanColumn,
  kind: z.string().nullable(),
  about: z.string().nullable(),
  name: z.string().nullable(),
});

/** What operators noted: about the subject, and about the business, which may be why anybody's numbers changed. */
export function notes({ subject, range, caller }: AnnotationQuestion): AnnotationSource[] {
  const mayRemove =
    caller === null
      ? sql.raw('0')
      : sql`(a.operator_id = ${caller.operatorId} or ${caller.role === 'admin' ? 1 : 0})`;
  const days = range === null ? sql.raw('true') : sql`a.day between ${range.from} and ${range.to}`;
  return [
    {
      columns: sql`a.id, a.day, a.text, coalesce((select name from operators where id = a.operator_id), '') as by,
        ${mayRemove} as mayRemove, a.subject_kind as kind, a.subject_id as about,
        case a.subject_kind
          when 'customer' then (select name from customers where id = cast(a.subject_id as integer))
          when 'channel' then (select title from channels where id = cast(a.subject_id as integer))
        end as name`,
      from: sql`from annotations a where ${days} and (a.subject_kind is null or ${isAbout(subject)})`,
      newestFirst: sql`a.day desc, a.created_at desc`,
      row: noteRow.transform(noteOf),
    },
  ];
}

function isAbout(subject: AnnotationSubject): SQL {
  switch (subject.kind) {
    case 'business':
    case 'category':
      return subject.categories.length === 0
        ? sql`a.subject_kind = 'category'`
        : sql`a.subject_kind = 'category' and a.subject_id in (${list(subject.categories)})`;
    case 'editor':
      return sql`a.subject_kind = 'customer' and a.subject_id = ${String(subject.id)}
        or a.subject_kind = 'channel'
          and a.subject_id in (select cast(id as text) from channels where owner_id = ${subject.id})`;
    case 'advertiser':
      return sql`a.subject_kind = 'customer' and a.subject_id = ${String(subject.id)}`;
    case 'channel':
      return sql`a.subject_kind = 'channel' and a.subject_id = ${String(subject.id)}`;
    default:
      return exhaustive(subject);
  }
}

function list(values: readonly string[]): SQL {
  return sql.join(
    values.map((value) => sql`${value}`),
    sql.raw(', '),
  );
}

function noteOf({ kind, about, name, ...note }: z.output<typeof noteRow>): Annotation {
  return annotationSchema.parse({
    ...note,
    kind: 'note',
    key: `note:${note.id}`,
    about: aboutOf(kind, about, name ?? ''),
  });
}

function aboutOf(kind: string | null, about: string | null, name: string): Record<string, unknown> | null {
  switch (kind) {
    case 'customer':
      return { kind, id: Number(about), name };
    case 'channel':
      return { kind, id: Number(about), title: name };
    case 'category':
      return { kind, category: about };
    default:
      return null;
  }
}

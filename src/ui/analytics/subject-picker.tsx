import { useState } from 'react';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PickedSubject } from '#contract/metrics/dashboards/dashboard.ts';
import { useTRPC } from '../app/trpc.ts';
import { kept } from './kept-answer.ts';

type SubjectPickerProps = {
  readonly kind: PickedSubject;
  readonly subject: number | null;
  readonly onChange: (subject: number | undefined) => void;
};

const metrics = {
  editor: 'earnings',
  advertiser: 'spend',
  channel: 'spend',
} as const;

/** Those with most, by name: what is offered before anybody types. */
export function useFoundSubjects(kind: PickedSubject, limit: number, currency: string | null) {
  const trpc = useTRPC();
  const metric = metrics[kind];
  return useQuery({
    ...trpc.metrics.query.queryOptions({
      metrics: [metric],
      range: null,
      dimensions: [kind],
      currency: currency ?? 'USD',
      order: { metric, descending: true },
      limit,
    }),
    ...kept,
  });
}

/** Chooses whose dashboard it is: by name, from all customers, or from the channels. */
export function SubjectPicker({ kind, subject, onChange }: SubjectPickerProps) {
  const { t } = useTranslation('analytics');
  const trpc = useTRPC();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const top = useFoundSubjects(kind, kind === 'channel' ? 1000 : 50, null);
  const isCustomer = kind !== 'channel';
  const found = useQuery({
    ...trpc.marketplace.customers.queryOptions({
      filter: { search, roles: [kind === 'editor' ? 'editor' : 'advertiser', 'both'] },
      sort: { column: 'name', descending: false },
      offset: 0,
      limit: 20,
    }),
    enabled: isCustomer && search !== '',
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    ...trpc.marketplace.customer.queryOptions({ id: subject ?? 1 }),
    enabled: isCustomer && subject !== null,
  });
  const options = new Map<string, string>();
  if (chosen.data !== undefined && subject !== null) options.set(String(subject), chosen.data.name);
  for (const { keys } of top.data?.rows ?? []) {
    const [id = ''] = keys;
    options.set(id, top.data?.names[`${kind}:${id}`] ?? `#${id}`);
  }
  for (const { id, name } of search === '' ? [] : (found.data?.rows ?? [])) options.set(String(id), name);
  if (subject !== null && !options.has(String(subject))) options.set(String(subject), `#${subject}`);
  return (
    <Select
      size="xs"
      w={220}
      aria-label={t(`subject.${kind}`)}
      placeholder={t('subject.find')}
      searchable
      clearable
      limit={50}
      nothingFoundMessage={t('subject.nobody')}
      value={subject === null ? null : String(subject)}
      data={[...options].map(([value, label]) => ({ value, label }))}
      onSearchChange={setTyped}
      onChange={(value) => onChange(value === null ? undefined : Number(value))}
    />
  );
}

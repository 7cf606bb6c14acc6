import { useState } from 'react';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../app/trpc.ts';

const typingPauseMs = 200;
const choicesShown = 20;

type OwnerSelectProps = { readonly value: string | null; readonly onChange: (value: string | null) => void };

/** One of the customers who may own a channel, found by name or number. */
export function OwnerSelect({ value, onChange }: OwnerSelectProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.replace(/ · #\d+$/, ''), typingPauseMs);
  const found = useQuery({
    ...trpc.marketplace.customers.queryOptions({
      filter: { search, roles: ['editor', 'both'] },
      sort: { column: 'id', descending: false },
      offset: 0,
      limit: choicesShown,
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <Select
      label={t('channels.adding.owner')}
      description={t('channels.adding.ownerText')}
      required
      searchable
      allowDeselect={false}
      data={(found.data?.rows ?? []).map(({ id, name }) => ({
        value: String(id),
        label: `${name} · #${id}`,
      }))}
      // The core has searched already.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value}
      onChange={onChange}
      nothingFoundMessage={t('channels.adding.nothing')}
      data-autofocus
    />
  );
}

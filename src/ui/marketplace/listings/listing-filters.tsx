import { IconCategory, IconLanguage, IconProgress, IconTemplate, IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { categories, listingStates, postFormats } from '#contract/marketplace/channels.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ChoiceFilter } from '../../components/data-grid/choice-filter.tsx';
import { GridSearch } from '../../components/data-grid/grid-search.tsx';
import type { ListingsSearch } from './listings-search.ts';
import { NumberFilters } from './number-filters.tsx';

type ListingFiltersProps = {
  readonly search: ListingsSearch;
  readonly onChange: (change: Partial<ListingsSearch>) => void;
};

const orNone = <Value,>(values: Value[]): Value[] | undefined => (values.length === 0 ? undefined : values);

const sameName = (values: readonly string[] = []) => values.map((value) => ({ value, label: value }));

export function ListingFilters({ search, onChange }: ListingFiltersProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { data: facets } = useQuery(trpc.listings.facets.queryOptions());
  return (
    <>
      <GridSearch
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q === '' ? undefined : q })}
        placeholder={t('listings.search')}
      />
      <ChoiceFilter
        label={t('orders.category')}
        icon={<IconCategory size={15} aria-hidden />}
        choices={categories.map((category) => ({ value: category, label: t(`categories.${category}`) }))}
        chosen={search.category ?? []}
        onChange={(category) => onChange({ category: orNone(category) })}
      />
      <ChoiceFilter
        label={t('listings.filters.format')}
        icon={<IconTemplate size={15} aria-hidden />}
        choices={postFormats.map((format) => ({ value: format, label: t(`formats.${format}`) }))}
        chosen={search.format ?? []}
        onChange={(format) => onChange({ format: orNone(format) })}
      />
      <ChoiceFilter
        label={t('listings.filters.language')}
        icon={<IconLanguage size={15} aria-hidden />}
        choices={sameName(facets?.languages)}
        chosen={search.language ?? []}
        onChange={(language) => onChange({ language: orNone(language) })}
      />
      <ChoiceFilter
        label={t('listings.filters.country')}
        icon={<IconWorld size={15} aria-hidden />}
        choices={sameName(facets?.countries)}
        chosen={search.country ?? []}
        onChange={(country) => onChange({ country: orNone(country) })}
      />
      <ChoiceFilter
        label={t('listings.filters.state')}
        icon={<IconProgress size={15} aria-hidden />}
        choices={listingStates.map((state) => ({ value: state, label: t(`listings.states.${state}`) }))}
        chosen={search.state ?? []}
        onChange={(state) => onChange({ state: orNone(state) })}
      />
      <NumberFilters search={search} onChange={onChange} currencies={facets?.currencies ?? []} />
    </>
  );
}

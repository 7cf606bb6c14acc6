import { IconCategory, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ChannelFilter } from '#contract/marketplace/channel.ts';
import { categories, channelStates } from '#contract/marketplace/channels.ts';
import { ChoiceFilter } from '../../components/data-grid/choice-filter.tsx';
import { GridSearch } from '../../components/data-grid/grid-search.tsx';
import { NarrowingPills } from '../narrowing-pills.tsx';
import { useTimeTexts } from '../use-time-texts.ts';
import type { ChannelsSearch } from './channels-search.ts';

type ChannelFiltersProps = {
  readonly filter: ChannelFilter;
  readonly onChange: (change: Partial<ChannelsSearch>) => void;
};

export function ChannelFilters({ filter, onChange }: ChannelFiltersProps) {
  const { t } = useTranslation('marketplace');
  const { days } = useTimeTexts();
  const { added, ownerId } = filter;
  return (
    <>
      <GridSearch
        value={filter.search}
        onChange={(q) => onChange({ q: q === '' ? undefined : q })}
        placeholder={t('channels.search')}
      />
      <ChoiceFilter
        label={t('channels.state')}
        icon={<IconShieldCheck size={15} aria-hidden />}
        choices={channelStates.map((state) => ({ value: state, label: t(`channels.states.${state}`) }))}
        chosen={filter.states}
        onChange={(state) => onChange({ state: state.length === 0 ? undefined : state })}
      />
      <ChoiceFilter
        label={t('orders.category')}
        icon={<IconCategory size={15} aria-hidden />}
        choices={categories.map((category) => ({ value: category, label: t(`categories.${category}`) }))}
        chosen={filter.categories}
        onChange={(category) => onChange({ category: category.length === 0 ? undefined : category })}
      />
      <NarrowingPills
        parts={[
          added === null
            ? null
            : {
                key: 'added',
                text: t('channels.added', { days: days(added) }),
                onRemove: () => onChange({ added: undefined }),
              },
          ownerId === null
            ? null
            : {
                key: 'owner',
                text: t('channels.ofOwner', { id: ownerId }),
                onRemove: () => onChange({ owner: undefined }),
              },
        ]}
      />
    </>
  );
}

import { IconFlag, IconMessageQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DisputeFilter } from '#contract/disputes.ts';
import { disputeReasons } from '#contract/marketplace/disputes.ts';
import { ChoiceFilter } from '../../components/data-grid/choice-filter.tsx';
import { GridSearch } from '../../components/data-grid/grid-search.tsx';
import { SincePill } from '../../components/data-grid/since-pill.tsx';
import { disputePriorities, type DisputesSearch } from './disputes-search.ts';

type DisputeFiltersProps = {
  readonly filter: DisputeFilter;
  readonly onChange: (change: Partial<DisputesSearch>) => void;
};

export function DisputeFilters({ filter, onChange }: DisputeFiltersProps) {
  const { t } = useTranslation('marketplace');
  return (
    <>
      <GridSearch
        value={filter.search}
        onChange={(q) => onChange({ q: q === '' ? undefined : q })}
        placeholder={t('disputes.search')}
      />
      <ChoiceFilter
        label={t('disputes.reason')}
        icon={<IconMessageQuestion size={15} aria-hidden />}
        choices={disputeReasons.map((reason) => ({ value: reason, label: t(`disputes.reasons.${reason}`) }))}
        chosen={filter.reasons}
        onChange={(reason) => onChange({ reason: reason.length === 0 ? undefined : reason })}
      />
      <ChoiceFilter
        label={t('disputes.priority')}
        icon={<IconFlag size={15} aria-hidden />}
        choices={disputePriorities.map((priority) => ({
          value: String(priority),
          label: t('disputes.priorityValue', { priority }),
        }))}
        chosen={filter.priorities.map(String)}
        onChange={(chosen) => onChange({ priority: chosen.length === 0 ? undefined : chosen.map(Number) })}
      />
      {filter.openedSince === null ? null : (
        <SincePill
          text={(time) => t('disputes.openedSince', { time })}
          at={filter.openedSince}
          onRemove={() => onChange({ since: undefined })}
        />
      )}
    </>
  );
}

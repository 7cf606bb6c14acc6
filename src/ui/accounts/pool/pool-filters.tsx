import { Button, Checkbox, Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFilterOff, IconLabel, IconShield } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { standings, type AccountFilter } from '#contract/accounts.ts';
import { useTRPC } from '../../app/trpc.ts';
import { GridSearch } from '../../components/data-grid/grid-search.tsx';
import { isFiltered } from './pool-search.ts';
import classes from './pool.module.css';

type PoolFiltersProps = {
  readonly filter: AccountFilter;
  readonly onChange: (change: Partial<AccountFilter>) => void;
  readonly onClear: () => void;
};

/** Search, standing and labels. */
export function PoolFilters({ filter, onChange, onClear }: PoolFiltersProps) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const labels = useQuery(trpc.accounts.labels.queryOptions()).data ?? [];
  return (
    <>
      <GridSearch
        value={filter.search}
        onChange={(search) => onChange({ search })}
        placeholder={t('filters.search')}
      />
      <ChoiceFilter
        label={t('filters.standing')}
        icon={<IconShield size={15} aria-hidden />}
        choices={standings.map((standing) => ({ value: standing, label: t(`standing.${standing}.name`) }))}
        chosen={filter.standings}
        onChange={(chosen) => onChange({ standings: chosen })}
      />
      {labels.length === 0 && filter.labels.length === 0 ? null : (
        <ChoiceFilter
          label={t('filters.label')}
          icon={<IconLabel size={15} aria-hidden />}
          choices={[...new Set([...labels, ...filter.labels])].map((label) => ({ value: label, label }))}
          chosen={filter.labels}
          onChange={(chosen) => onChange({ labels: chosen })}
        />
      )}
      {isFiltered(filter) ? (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={<IconFilterOff size={15} aria-hidden />}
          onClick={onClear}
        >
          {t('filters.clear')}
        </Button>
      ) : null}
    </>
  );
}

type ChoiceFilterProps<Value extends string> = {
  readonly label: string;
  readonly icon: React.ReactNode;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: Value[]) => void;
};

function ChoiceFilter<Value extends string>(props: ChoiceFilterProps<Value>) {
  const { label, icon, choices, chosen, onChange } = props;
  const toggle = (value: Value) =>
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={icon} data-chosen={chosen.length > 0 || undefined}>
          {label}
          {chosen.length === 0 ? null : <span className={classes['chosen']}>{chosen.length}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12} aria-label={label}>
        <div className={classes['choices']} role="group" aria-label={label}>
          {choices.map((choice) => (
            <Checkbox
              key={choice.value}
              label={choice.label}
              checked={chosen.includes(choice.value)}
              onChange={() => toggle(choice.value)}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

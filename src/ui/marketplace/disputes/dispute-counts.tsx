import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type DisputeState, disputeStates } from '#contract/marketplace/disputes.ts';
import { useTRPC } from '../../app/trpc.ts';
import { StatTile, StatTiles } from '../../components/layout/stat-tile.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { stateTones } from './dispute-state-badge.tsx';

type DisputeCountsProps = {
  readonly chosen: readonly DisputeState[];
  readonly onChange: (states: DisputeState[]) => void;
};

/** How many disputes are in each state; a tile shows only those of its own, and all of them again. */
export function DisputeCounts({ chosen, onChange }: DisputeCountsProps) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.disputes.counts.queryOptions());
  return (
    <StatTiles label={t('disputes.state')}>
      {disputeStates.map((state) => {
        const active = chosen.includes(state);
        return (
          <StatTile
            key={state}
            label={t(`disputes.states.${state}`)}
            value={data === undefined ? undefined : integer(data[state])}
            tone={stateTones[state]}
            active={active}
            onClick={() => onChange(active ? [] : [state])}
          />
        );
      })}
    </StatTiles>
  );
}

import { useTranslation } from 'react-i18next';
import type { DisputeState } from '#contract/marketplace/disputes.ts';
import type { Tone } from '../../components/tone/tone.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';

export const stateTones: Readonly<Record<DisputeState, Tone>> = {
  open: 'caution',
  escalated: 'serious',
  resolved: 'positive',
};

type DisputeStateBadgeProps = { readonly state: DisputeState; readonly quiet?: boolean };

export function DisputeStateBadge({ state, quiet = false }: DisputeStateBadgeProps) {
  const { t } = useTranslation('marketplace');
  return (
    <ToneBadge tone={stateTones[state]} quiet={quiet}>
      {t(`disputes.states.${state}`)}
    </ToneBadge>
  );
}

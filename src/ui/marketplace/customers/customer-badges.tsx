import { useTranslation } from 'react-i18next';
import type { CustomerState } from '#contract/marketplace/customers.ts';
import type { Tone } from '../../components/tone/tone.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';

const tones: Readonly<Record<CustomerState, Tone>> = {
  active: 'positive',
  flagged: 'caution',
  suspended: 'critical',
};

export function CustomerStateBadge({
  state,
  quiet = false,
}: {
  readonly state: CustomerState;
  readonly quiet?: boolean;
}) {
  const { t } = useTranslation('marketplace');
  return (
    <ToneBadge tone={tones[state]} quiet={quiet}>
      {t(`customers.states.${state}`)}
    </ToneBadge>
  );
}

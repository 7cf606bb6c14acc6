import { useTranslation } from 'react-i18next';
import type { ChannelState } from '#contract/marketplace/channels.ts';
import type { Tone } from '../../components/tone/tone.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';

const tones: Readonly<Record<ChannelState, Tone>> = {
  pending: 'caution',
  approved: 'positive',
  rejected: 'neutral',
  suspended: 'serious',
};

type Props = { readonly state: ChannelState; readonly quiet?: boolean };

export function ChannelStateBadge({ state, quiet = false }: Props) {
  const { t } = useTranslation('marketplace');
  return (
    <ToneBadge tone={tones[state]} quiet={quiet}>
      {t(`channels.states.${state}`)}
    </ToneBadge>
  );
}

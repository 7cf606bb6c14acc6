import { useTranslation } from 'react-i18next';
import type { ListingState } from '#contract/marketplace/channels.ts';
import type { Tone } from '../../components/tone/tone.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';

const tones: Readonly<Record<ListingState, Tone>> = {
  active: 'positive',
  paused: 'caution',
  archived: 'neutral',
};

type Props = { readonly state: ListingState; readonly quiet?: boolean };

export function ListingStateBadge({ state, quiet = false }: Props) {
  const { t } = useTranslation('marketplace');
  return (
    <ToneBadge tone={tones[state]} quiet={quiet}>
      {t(`listings.states.${state}`)}
    </ToneBadge>
  );
}

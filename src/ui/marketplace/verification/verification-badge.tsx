import { useTranslation } from 'react-i18next';
import type { VerificationState } from '#contract/marketplace/verification-states.ts';
import type { Tone } from '../../components/tone/tone.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';

const tones: Readonly<Record<VerificationState, Tone>> = {
  requested: 'caution',
  in_review: 'info',
  approved: 'positive',
  rejected: 'critical',
  withdrawn: 'neutral',
  expired: 'serious',
};

export function VerificationBadge({
  state,
  quiet = false,
}: {
  readonly state: VerificationState;
  readonly quiet?: boolean;
}) {
  const { t } = useTranslation('verification');
  return (
    <ToneBadge tone={tones[state]} quiet={quiet}>
      {t(`states.${state}`)}
    </ToneBadge>
  );
}

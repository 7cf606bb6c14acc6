import { IconCircleCheck, IconCircleX, IconProgress } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CheckRunState } from '#contract/account-checks.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';

const looks = {
  running: { tone: 'info', icon: IconProgress },
  completed: { tone: 'positive', icon: IconCircleCheck },
  cancelled: { tone: 'neutral', icon: IconCircleX },
} as const;

/** Whether a check runs, is complete or was cancelled. */
export function RunState({ state }: { readonly state: CheckRunState }) {
  const { t } = useTranslation('accounts');
  return <ToneBadge {...looks[state]}>{t(`checks.states.${state}`)}</ToneBadge>;
}

import { useTranslation } from 'react-i18next';
import { logOutStates, type Removal } from '#contract/account-removals.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import type { Tone } from '../../components/tone/tone.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import { useMay } from '../../app/use-may.ts';
import { removalState, type RemovalState } from './removal-state.ts';
import { useRestore } from './use-restore.ts';

const tones: Readonly<Record<RemovalState, Tone>> = {
  restorable: 'info',
  restored: 'positive',
  partly: 'caution',
  final: 'neutral',
};

export function RemovalStateBadge({ removal }: { readonly removal: Removal }) {
  const { t } = useTranslation('accounts');
  const state = removalState(removal);
  return <ToneBadge tone={tones[state]}>{t(`removed.states.${state}`)}</ToneBadge>;
}

/** How the log-outs of a removal stand, in words: "3 settled, 1 waiting". */
export function useLogOutWords(): (removal: Removal) => string {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  return ({ logOuts }) => {
    if (logOuts === null) return t('removed.noLogOut');
    const words = logOutStates
      .filter((state) => logOuts[state] > 0)
      .map((state) => t(`removed.logOutParts.${state}`, { number: integer(logOuts[state]) }));
    return words.length === 0 ? t('removed.withdrawn') : words.join(', ');
  };
}

type BringBackProps = { readonly removal: Removal; readonly small?: boolean };

/** Brings back what can still come back. Not there when nothing can, or for a role that may not. */
export function BringBack({ removal, small = false }: BringBackProps) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const mayWrite = useMay('accounts:write');
  const restore = useRestore();
  const { id, restorable } = removal;
  if (!mayWrite || restorable === 0) return null;
  return (
    <GuardedButton
      variant="default"
      {...(small ? { size: 'compact-sm' } : {})}
      loading={restore.isPending}
      onClick={() => restore.mutate({ removalId: id })}
    >
      {t('removed.bringBack', { count: restorable, number: integer(restorable) })}
    </GuardedButton>
  );
}

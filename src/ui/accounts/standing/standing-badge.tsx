import { useTranslation } from 'react-i18next';
import type { Account, CheckOutcome, Standing } from '#contract/accounts.ts';
import { clockText } from '../../components/time/relative-time.ts';
import { useNow } from '../../components/time/use-now.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import { standingLooks } from './standing-look.ts';

/** A standing or an outcome in words, with its icon. */
export function StandingBadge({ standing }: { readonly standing: Standing | CheckOutcome }) {
  const { t } = useTranslation('accounts');
  const { tone, icon } = standingLooks[standing];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t(`standing.${standing}.name`)}
    </ToneBadge>
  );
}

type AccountStandingProps = { readonly account: Pick<Account, 'standing' | 'floodWaitUntil'> };

/** The standing of an account; in a flood wait with the time that is left of it. */
export function AccountStanding({ account }: AccountStandingProps) {
  if (account.standing !== 'flood_wait' || account.floodWaitUntil === null) {
    return <StandingBadge standing={account.standing} />;
  }
  return <FloodWaitBadge until={account.floodWaitUntil} />;
}

function FloodWaitBadge({ until }: { readonly until: number }) {
  const { t } = useTranslation('accounts');
  const now = useNow(1_000);
  const { tone, icon } = standingLooks.flood_wait;
  return (
    <ToneBadge tone={tone} icon={icon}>
      {until <= now
        ? t('standing.flood_wait.over')
        : t('standing.flood_wait.left', { time: clockText(until - now) })}
    </ToneBadge>
  );
}

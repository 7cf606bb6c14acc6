import { useTranslation } from 'react-i18next';
import type { RemovedAccount } from '#contract/account-removals.ts';
import type { UsageOutcome } from '#contract/account-details.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import classes from './removed.module.css';

type LogOut = NonNullable<RemovedAccount['logOut']>;

/** How the log-out of an account's session ended, or how far it is. Telegram's own code is in the tooltip. */
export function LogOutOutcome({ logOut }: { readonly logOut: LogOut | null }) {
  const { t } = useTranslation('accounts');
  if (logOut === null) return <span className={classes['quiet']}>{t('removed.noLogOut')}</span>;
  return (
    <span className={classes['outcome']} title={logOut.errorCode ?? undefined}>
      <SettledOrNot logOut={logOut} />
    </span>
  );
}

function SettledOrNot({ logOut }: { readonly logOut: LogOut }) {
  const { t } = useTranslation('accounts');
  const outcomeName = useOutcomeName();
  const { state, outcome, endedAt, nextAttemptAt } = logOut;
  switch (state) {
    case 'ended':
      return (
        <>
          <ToneBadge tone={outcome === 'done' ? 'positive' : 'neutral'}>
            {t(outcome === 'done' ? 'removed.outcomes.done' : 'removed.outcomes.already')}
          </ToneBadge>
          <RelativeTimeText at={endedAt} inTable />
        </>
      );
    case 'given_up':
      return (
        <>
          <ToneBadge tone="critical">{t('removed.outcomes.givenUp')}</ToneBadge>
          <RelativeTimeText at={endedAt} inTable />
        </>
      );
    case 'waiting':
      return (
        <>
          <ToneBadge tone={outcome === null ? 'info' : 'caution'}>
            {t(outcome === null ? 'removed.outcomes.due' : 'removed.outcomes.again')}
          </ToneBadge>
          <RelativeTimeText at={nextAttemptAt} inTable />
          {outcome === null ? null : (
            <span className={classes['quiet']}>
              {t('removed.outcomes.found', { outcome: outcomeName(outcome) })}
            </span>
          )}
        </>
      );
  }
}

function useOutcomeName(): (outcome: UsageOutcome) => string {
  const { t } = useTranslation('accounts');
  return (outcome) =>
    outcome === 'done' || outcome === 'refused' ? t(`usage.${outcome}`) : t(`standing.${outcome}.name`);
}

import { Code } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/accounts.ts';
import { toneColours } from '../../components/tone/tone.ts';
import { standingLooks } from '../standing/standing-look.ts';
import classes from './detail.module.css';

/** What the standing of an account means, and what can be done about it. */
export function StandingExplained({ account }: { readonly account: Account }) {
  const { t } = useTranslation('accounts');
  const { tone } = standingLooks[account.standing];
  return (
    <div className={classes['explained']} style={{ borderLeftColor: toneColours(tone).solid }}>
      <p>{t(`standing.${account.standing}.meaning`)}</p>
      <p className={classes['advice']}>{t(`standing.${account.standing}.advice`)}</p>
      {account.standingReason === null ? null : (
        <p className={classes['advice']}>
          {t('detail.telegramSaid')} <Code>{account.standingReason}</Code>
        </p>
      )}
    </div>
  );
}

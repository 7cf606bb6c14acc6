import { IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/accounts.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { toneColours } from '../../components/tone/tone.ts';
import classes from './detail.module.css';

/** Who has the account connected right now. Nothing while nobody has. */
export function HeldBy({ account: { heldBy } }: { readonly account: Pick<Account, 'heldBy'> }) {
  const { t } = useTranslation('accounts');
  if (heldBy === null) return null;
  return (
    <p className={classes['held']} role="status">
      <IconPlugConnected size={16} color={toneColours('info').text} aria-hidden />
      <span>
        {heldBy.here ? t('held.here') : t('held.elsewhere', { name: heldBy.name })} {t('held.until')}{' '}
        <RelativeTimeText at={heldBy.until} />
      </span>
    </p>
  );
}

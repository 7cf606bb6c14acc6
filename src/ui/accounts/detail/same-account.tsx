import { IconCopy } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/accounts.ts';
import { toneColours } from '../../components/tone/tone.ts';
import classes from './detail.module.css';

/** That the pool has the account a second time, with the way to the other row. Nothing when it has not. */
export function SameAccount({ account: { sameAs } }: { readonly account: Pick<Account, 'sameAs'> }) {
  const { t } = useTranslation('accounts');
  if (sameAs === undefined) return null;
  return (
    <p className={classes['held']} role="status">
      <IconCopy size={16} style={{ flex: 'none' }} color={toneColours('caution').text} aria-hidden />
      <span>
        {t('same.explained', { id: sameAs })}{' '}
        <Link to="/accounts" search={{ account: sameAs }}>
          {t('same.open', { id: sameAs })}
        </Link>
      </span>
    </p>
  );
}

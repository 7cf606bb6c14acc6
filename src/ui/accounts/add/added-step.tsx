import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '#contract/ids.ts';
import type { SignedInAccount } from '#contract/sign-in.ts';
import { toneColours } from '../../components/tone/tone.ts';
import { useFocus } from './use-focus.ts';
import classes from './add.module.css';

type AddedStepProps = {
  readonly account: SignedInAccount;
  readonly onAnother: () => void;
  readonly onOpenAccount: (id: AccountId) => void;
};

/** Who was signed in, and where to go from here. */
export function AddedStep({ account, onAnother, onOpenAccount }: AddedStepProps) {
  const { t } = useTranslation('accounts');
  const open = useFocus<HTMLButtonElement>();
  const { text, background } = toneColours('positive');
  const facts = [account.phone, account.username === null ? null : `@${account.username}`];
  return (
    <div className={classes['done']} role="status">
      <span className={classes['tick']} style={{ color: text, background }} aria-hidden>
        <IconCheck size={26} stroke={2.2} />
      </span>
      <p className={classes['doneTitle']}>{t(`add.done.${account.kind}`)}</p>
      <div className={classes['card']}>
        <span className={classes['name']}>
          {account.displayName === '' ? t('unnamed') : account.displayName}
        </span>
        <span className={classes['facts']}>
          {[t('account', { id: account.id }), ...facts].filter((fact) => fact !== null).join(' · ')}
        </span>
      </div>
      <p className={classes['lead']}>{t(`add.done.${account.kind}Text`)}</p>
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onAnother}>
          {t('add.done.another')}
        </Button>
        <Button ref={open} onClick={() => onOpenAccount(account.id)}>
          {t('add.done.open')}
        </Button>
      </div>
    </div>
  );
}

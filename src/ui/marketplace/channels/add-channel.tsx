import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChannelId } from '#contract/ids.ts';
import type { ChannelLook } from '#contract/marketplace/channel.ts';
import { usernameIn } from '#contract/marketplace/channel-address.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Dialog } from '../../components/layout/dialog.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import classes from '../marketplace.module.css';
import { SaveChannel } from './save-channel.tsx';

type AddChannelProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onAdded: (id: ChannelId) => void;
};

/** Looks an address up on Telegram, shows what is there, and adds it. */
export function AddChannel(props: AddChannelProps) {
  const { t } = useTranslation('marketplace');
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('channels.adding.title')}>
      <AddForm {...props} />
    </Dialog>
  );
}

/** Its own component, so that what was typed is forgotten when the dialog closes. */
function AddForm({ onClose, onAdded }: AddChannelProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const [address, setAddress] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const [found, setFound] = useState<ChannelLook | null>(null);
  const looking = useMutation(trpc.channels.look.mutationOptions({ onSuccess: setFound }));
  if (found !== null) return <SaveChannel look={found} onClose={onClose} onAdded={onAdded} />;
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        const known = usernameIn(address) !== null;
        setIsWrong(!known);
        if (known && !looking.isPending) looking.mutate({ address });
      }}
    >
      <TextInput
        label={t('channels.adding.address')}
        description={t('channels.adding.addressText')}
        placeholder="@username"
        required
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        value={address}
        onChange={(event) => {
          setAddress(event.currentTarget.value);
          setIsWrong(false);
        }}
        error={isWrong ? t('channels.adding.badAddress') : null}
        data-autofocus
      />
      {looking.error === null ? null : <ErrorState error={toConsoleError(looking.error)} variant="inline" />}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('channels.adding.cancel')}
        </Button>
        <GuardedButton type="submit" loading={looking.isPending} disabled={address.trim() === ''}>
          {t('channels.adding.look')}
        </GuardedButton>
      </div>
    </form>
  );
}

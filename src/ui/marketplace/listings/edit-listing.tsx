import { useState } from 'react';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ListingDetail } from '#contract/marketplace/listing.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Dialog } from '../../components/layout/dialog.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';
import { textFromMicros } from './amount-words.ts';
import { readTerms, TermsFields, type TermsText } from './terms-fields.tsx';

type EditListingProps = {
  readonly opened: boolean;
  readonly listing: ListingDetail;
  readonly onClose: () => void;
};

/** Changes price and term of a listing from now on. */
export function EditListing(props: EditListingProps) {
  const { t } = useTranslation('marketplace');
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('listings.form.editTitle', { id: props.listing.id })}
    >
      <EditForm {...props} />
    </Dialog>
  );
}

function EditForm({ listing, onClose }: EditListingProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  // As it was when the dialog opened: who was faster meanwhile is told.
  const [{ id, version }] = useState(listing);
  const [text, setText] = useState<TermsText>({
    price: textFromMicros(listing.price.micros),
    currency: listing.price.currency,
    hours: String(listing.durationHours),
  });
  const [tried, setTried] = useState(false);
  const editing = useMutation(
    trpc.listings.edit.mutationOptions({
      onSettled: refresh,
      onSuccess: () => {
        settled();
        show(t('listings.form.saved', { id }));
        onClose();
      },
    }),
  );
  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const terms = readTerms(text);
        if (terms === null || editing.isPending) return;
        const key = keyOf(`${id} ${version} ${terms.price} ${terms.durationHours}`);
        editing.mutate({ key, id, version, ...terms });
      }}
    >
      <p className={classes['text']}>{t('listings.form.editText')}</p>
      <TermsFields text={text} onChange={setText} tried={tried} currencyFixed />
      {editing.error === null ? null : <ErrorState error={toConsoleError(editing.error)} variant="inline" />}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('listings.form.cancel')}
        </Button>
        <GuardedButton type="submit" loading={editing.isPending}>
          {t('listings.form.save')}
        </GuardedButton>
      </div>
    </form>
  );
}

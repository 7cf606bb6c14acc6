import { useState } from 'react';
import { IconReceiptDollar } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ListingDetail } from '#contract/marketplace/listing.ts';
import type { ListingState } from '#contract/marketplace/channels.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';
import { EditListing } from './edit-listing.tsx';

/** What can be done with a listing; what cannot says why. */
export function ListingActions({ listing }: { readonly listing: ListingDetail }) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { show } = useToasts();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [editing, setEditing] = useState(false);
  const [archiving, setArchiving] = useState(false);
  const changing = useMutation(
    trpc.listings.setState.mutationOptions({
      onSettled: refresh,
      onSuccess: (_done, { state }) => {
        settled();
        setArchiving(false);
        show(t(`listings.detail.done.${state}`));
      },
    }),
  );
  if (!useMay('marketplace:write')) return null;
  const { id, version, state, channel } = listing;
  const isArchived = state === 'archived' ? t('listings.detail.archived') : null;
  const notSold =
    state !== 'active'
      ? t('listings.detail.notActive')
      : channel.state === 'approved'
        ? null
        : t('listings.detail.notApproved', { state: t(`channels.states.${channel.state}`) });
  const become = (next: ListingState) =>
    changing.mutate({ key: keyOf(`${id} ${version} ${next}`), id, version, state: next });
  const error = changing.error === null ? null : toConsoleError(changing.error);
  return (
    <Section title={t('listings.detail.what')}>
      <div className={classes['moves']} role="group" aria-label={t('listings.detail.group')}>
        <GuardedButton
          size="xs"
          leftSection={<IconReceiptDollar size={15} aria-hidden />}
          reason={notSold}
          onClick={() => void navigate({ to: '/marketplace/orders', search: { add: true, listing: id } })}
        >
          {t('listings.detail.order')}
        </GuardedButton>
        <GuardedButton size="xs" variant="default" reason={isArchived} onClick={() => setEditing(true)}>
          {t('listings.detail.edit')}
        </GuardedButton>
        <GuardedButton
          size="xs"
          variant="default"
          reason={isArchived}
          loading={changing.isPending && !archiving}
          onClick={() => become(state === 'active' ? 'paused' : 'active')}
        >
          {t(state === 'active' ? 'listings.detail.pause' : 'listings.detail.resume')}
        </GuardedButton>
        <GuardedButton size="xs" variant="default" reason={isArchived} onClick={() => setArchiving(true)}>
          {t('listings.detail.archive')}
        </GuardedButton>
      </div>
      {error === null || archiving ? null : <ErrorState error={error} variant="inline" />}
      <EditListing opened={editing} listing={listing} onClose={() => setEditing(false)} />
      <ConfirmDialog
        opened={archiving}
        onClose={() => setArchiving(false)}
        title={t('listings.detail.archiveTitle', { id })}
        consequences={[t('listings.detail.archiveStops'), t('listings.detail.archiveOrders')]}
        confirmLabel={t('listings.detail.archive')}
        busy={changing.isPending}
        error={error}
        dangerous
        onConfirm={() => become('archived')}
      />
    </Section>
  );
}

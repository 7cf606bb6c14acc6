import { useState } from 'react';
import { Rating, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type RatingSide, ratingSides } from '#contract/marketplace/customer-acts.ts';
import type { OrderDetail } from '#contract/marketplace/order.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';

/** What both sides of a completed order say of each other; what one says is written down on their behalf, once. */
export function OrderRatings({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const mayWrite = useMay('marketplace:write');
  const [author, setAuthor] = useState<RatingSide | null>(null);
  const read = useQuery(trpc.customers.ratingsOfOrder.queryOptions({ orderId: order.id }));
  return (
    <Section title={t('ratings.title')} description={t('ratings.text')}>
      {read.data === undefined ? (
        <LoadingOrError read={read} lines={2} />
      ) : (
        <ul className={classes['cards']}>
          {ratingSides.map((side) => {
            const rating = read.data.find((each) => each.author === side);
            return (
              <li key={side}>
                <span className={classes['cardLine']}>
                  <span className={classes['cardName']}>
                    <bdi>{order[side].name}</bdi>
                  </span>
                  {rating === undefined ? (
                    mayWrite ? (
                      <GuardedButton
                        size="compact-xs"
                        variant="subtle"
                        aria-label={t('ratings.rateFor', { name: order[side].name })}
                        onClick={() => setAuthor(side)}
                      >
                        {t('ratings.rate')}
                      </GuardedButton>
                    ) : (
                      <span className={classes['quiet']}>{t('ratings.none')}</span>
                    )
                  ) : (
                    <span className={classes['quiet']}>
                      <span role="img" aria-label={t('ratings.stars', { count: rating.stars })}>
                        {'★'.repeat(rating.stars)}
                        {'☆'.repeat(5 - rating.stars)}
                      </span>{' '}
                      <RelativeTimeText at={rating.at} />
                    </span>
                  )}
                </span>
                {rating === undefined || rating.comment === '' ? null : (
                  <p className={classes['text']} dir="auto">
                    {rating.comment}
                  </p>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <RateDialog order={order} author={author} onClose={() => setAuthor(null)} />
    </Section>
  );
}

type RateDialogProps = {
  readonly order: OrderDetail;
  /** Null while closed. */
  readonly author: RatingSide | null;
  readonly onClose: () => void;
};

function RateDialog({ order, author, onClose }: RateDialogProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefresh();
  const { keyOf, settled } = useCommandKey();
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState('');
  const rating = useMutation(
    trpc.customers.rate.mutationOptions({
      onSettled: refresh,
      onSuccess: () => {
        settled();
        show(t('ratings.saved'));
        close();
      },
    }),
  );
  const close = () => {
    rating.reset();
    setStars(0);
    setComment('');
    onClose();
  };
  const says = author ?? 'advertiser';
  const other = says === 'advertiser' ? 'editor' : 'advertiser';
  const names = { name: order[says].name, other: order[other].name };
  return (
    <ConfirmDialog
      opened={author !== null}
      onClose={close}
      title={t('ratings.dialog', names)}
      consequences={[t('ratings.once', names), t('ratings.risk', names)]}
      confirmLabel={t('ratings.save')}
      busy={rating.isPending}
      error={rating.error === null ? null : toConsoleError(rating.error)}
      hindrance={stars === 0 ? t('ratings.needsStars') : null}
      onConfirm={() => {
        const key = keyOf(JSON.stringify([order.id, says, stars, comment]));
        rating.mutate({ key, orderId: order.id, author: says, stars, comment });
      }}
    >
      <Rating
        mt="md"
        size="lg"
        value={stars}
        onChange={setStars}
        aria-label={t('ratings.starsLabel')}
        getSymbolLabel={(count) => t('ratings.stars', { count })}
      />
      <Textarea
        mt="md"
        label={t('ratings.comment')}
        description={t('ratings.commentText')}
        dir="auto"
        maxLength={2_000}
        autosize
        minRows={2}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

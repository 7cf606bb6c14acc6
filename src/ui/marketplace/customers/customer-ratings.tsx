import { useState } from 'react';
import { Anchor } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerId } from '#contract/ids.ts';
import { useTRPC } from '../../app/trpc.ts';
import { Pager } from '../../components/layout/pager.tsx';
import { Section } from '../../components/layout/section.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';

const pageSize = 10;

type RatingsProps = { readonly id: CustomerId; readonly side: 'received' | 'given' };

/** What others say of a customer, or the customer of others. */
export function CustomerRatings({ id, side }: RatingsProps) {
  const { t, i18n } = useTranslation('customers');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const [page, setPage] = useState(1);
  const read = useQuery({
    ...trpc.customers.ratings.queryOptions({ id, side, offset: (page - 1) * pageSize, limit: pageSize }),
    placeholderData: keepPreviousData,
  });
  const oneDigit = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const { average = null, total = 0, rows = [] } = read.data ?? {};
  return (
    <Section
      title={t(`ratings.${side}`)}
      {...(average === null
        ? {}
        : {
            description: t('ratings.average', { average: oneDigit.format(average), number: integer(total) }),
          })}
    >
      {read.data === undefined ? <LoadingOrError read={read} lines={3} /> : null}
      {read.data?.total === 0 ? <p className={classes['text']}>{t('ratings.none')}</p> : null}
      <ul className={classes['cards']}>
        {rows.map((rating) => (
          <li key={rating.id}>
            <span className={classes['cardLine']}>
              <span>
                <span role="img" aria-label={t('ratings.stars', { stars: rating.stars })}>
                  {'★'.repeat(rating.stars)}
                  {'☆'.repeat(5 - rating.stars)}
                </span>{' '}
                <bdi>{rating.other.name}</bdi>
              </span>
              <span className={classes['quiet']}>
                <Anchor
                  size="xs"
                  renderRoot={(props) => (
                    <Link
                      to="/marketplace/orders"
                      search={{ order: rating.orderId }}
                      aria-label={t('ratings.showOrder', { id: rating.orderId })}
                      {...props}
                    />
                  )}
                >
                  {t('ratings.order', { id: rating.orderId })}
                </Anchor>
                {' · '}
                <RelativeTimeText at={rating.at} />
              </span>
            </span>
            {rating.comment === '' ? null : (
              <p className={classes['text']} dir="auto">
                {rating.comment}
              </p>
            )}
          </li>
        ))}
      </ul>
      <Pager page={page} pageSize={pageSize} total={total} onPage={setPage} />
    </Section>
  );
}

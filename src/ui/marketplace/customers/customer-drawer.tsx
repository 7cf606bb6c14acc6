import { useEffect, useState } from 'react';
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DetailDrawer } from '../../components/layout/detail-drawer.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import classes from '../marketplace.module.css';
import { CustomerStateBadge } from './customer-badges.tsx';
import { CustomerOverview } from './customer-overview.tsx';
import { CustomerRatings } from './customer-ratings.tsx';
import { CustomerStatement } from './customer-statement.tsx';
import { CustomerTimeline } from './customer-timeline.tsx';
import { CustomerRiskPart } from '../risk/customer-risk.tsx';
import { type CustomerPart, customerParts } from './customers-search.ts';

type CustomerDrawerProps = {
  /** Null closes the drawer. */
  readonly id: CustomerId | null;
  readonly part: CustomerPart;
  readonly onPartChange: (part: CustomerPart) => void;
  readonly onClose: () => void;
};

/** One customer: what they have, what they bought and sold, and each movement of their money. */
export function CustomerDrawer({ id, part, onPartChange, onClose }: CustomerDrawerProps) {
  const { t } = useTranslation('marketplace');
  const { t: customersText } = useTranslation('customers');
  const trpc = useTRPC();
  // While the drawer slides out it keeps showing the customer it was opened for.
  const [lastId, setLastId] = useState(id);
  useEffect(() => {
    if (id !== null) setLastId(id);
  }, [id]);
  const shownId = id ?? lastId;
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.marketplace.customer.queryOptions({ id: shownId ?? 0 }),
    enabled: shownId !== null,
  });
  return (
    <DetailDrawer
      opened={id !== null}
      onClose={onClose}
      title={data?.name ?? t('customer', { id: shownId ?? '' })}
      subtitle={
        data === undefined ? undefined : (
          <>
            <span>#{data.id}</span>
            <CustomerStateBadge state={data.state} />
          </>
        )
      }
    >
      {data === undefined ? (
        error === null ? (
          <LoadingState lines={9} />
        ) : (
          <ErrorState error={toConsoleError(error)} onRetry={() => void refetch()} retrying={isFetching} />
        )
      ) : (
        <Tabs
          value={part}
          onChange={(next) => {
            const known = customerParts.find((name) => name === next);
            if (known !== undefined) onPartChange(known);
          }}
          keepMounted={false}
        >
          <Tabs.List aria-label={t('profile.parts')}>
            {customerParts.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {name === 'overview' || name === 'statement'
                  ? t(`profile.${name}`)
                  : customersText(`parts.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="overview" className={classes['part'] ?? ''}>
            <CustomerOverview key={data.id} customer={data} />
          </Tabs.Panel>
          <Tabs.Panel value="risk" className={classes['part'] ?? ''}>
            <CustomerRiskPart key={data.id} customer={data} />
          </Tabs.Panel>
          <Tabs.Panel value="timeline" className={classes['part'] ?? ''}>
            <CustomerTimeline key={data.id} id={data.id} />
          </Tabs.Panel>
          <Tabs.Panel value="ratings" className={classes['part'] ?? ''}>
            <CustomerRatings key={`${data.id} received`} id={data.id} side="received" />
            <CustomerRatings key={`${data.id} given`} id={data.id} side="given" />
          </Tabs.Panel>
          <Tabs.Panel value="statement" className={classes['part'] ?? ''}>
            <CustomerStatement key={data.id} id={data.id} />
          </Tabs.Panel>
        </Tabs>
      )}
    </DetailDrawer>
  );
}

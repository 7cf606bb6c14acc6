import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerId } from '#contract/ids.ts';
import { useTRPC } from '../../app/trpc.ts';
import { RecordDrawer } from '../../components/layout/record-drawer.tsx';
import { RecordParts } from '../../components/layout/record-parts.tsx';
import { useLastShown } from '../../components/layout/use-last-shown.ts';
import { CustomerStateBadge } from './customer-badges.tsx';
import { CustomerOverview } from './customer-overview.tsx';
import { CustomerRatings } from './customer-ratings.tsx';
import { CustomerStatement } from './customer-statement.tsx';
import { CustomerTimeline } from './customer-timeline.tsx';
import { CustomerRiskPart } from '../risk/customer-risk.tsx';
import type { CustomerPart } from './customers-search.ts';

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
  const shownId = useLastShown(id);
  const read = useQuery({
    ...trpc.marketplace.customer.queryOptions({ id: shownId ?? 0 }),
    enabled: shownId !== null,
  });
  const customer = read.data;
  return (
    <RecordDrawer
      opened={id !== null}
      onClose={onClose}
      read={read}
      title={customer?.name ?? t('customer', { id: shownId ?? '' })}
      subtitle={
        customer && (
          <>
            <span>#{customer.id}</span>
            <CustomerStateBadge state={customer.state} />
          </>
        )
      }
    >
      {(shown) => (
        <RecordParts<CustomerPart>
          label={t('profile.parts')}
          part={part}
          onPartChange={onPartChange}
          parts={[
            {
              name: 'overview',
              label: t('profile.overview'),
              content: <CustomerOverview key={shown.id} customer={shown} />,
            },
            {
              name: 'risk',
              label: customersText('parts.risk'),
              content: <CustomerRiskPart key={shown.id} customer={shown} />,
            },
            {
              name: 'timeline',
              label: customersText('parts.timeline'),
              content: <CustomerTimeline key={shown.id} id={shown.id} />,
            },
            {
              name: 'ratings',
              label: customersText('parts.ratings'),
              content: (
                <>
                  <CustomerRatings key={`${shown.id} received`} id={shown.id} side="received" />
                  <CustomerRatings key={`${shown.id} given`} id={shown.id} side="given" />
                </>
              ),
            },
            {
              name: 'statement',
              label: t('profile.statement'),
              content: <CustomerStatement key={shown.id} id={shown.id} />,
            },
          ]}
        />
      )}
    </RecordDrawer>
  );
}

import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DisputeDetail } from '#contract/disputes.ts';
import type { DisputeId } from '#contract/ids.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DetailDrawer } from '../../components/layout/detail-drawer.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingState } from '../../components/states/loading-state.tsx';
import classes from '../marketplace.module.css';
import { OrderPlacement } from '../placements/order-placement.tsx';
import { Decide } from './decide.tsx';
import { Decision } from './decision.tsx';
import { DisputeFactsPart } from './dispute-facts.tsx';
import { DisputeStateBadge } from './dispute-state-badge.tsx';
import { EvidenceTimeline } from './evidence-timeline.tsx';
import { RulesSay } from './rules-say.tsx';

type DisputeDrawerProps = {
  /** Null closes the drawer. */
  readonly id: DisputeId | null;
  readonly onClose: () => void;
};

/** One dispute: who says what, what was found, what the rules say, and the decision or the way to it. */
export function DisputeDrawer({ id, onClose }: DisputeDrawerProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  // While the drawer slides out it keeps showing the dispute it was opened for.
  const [lastId, setLastId] = useState(id);
  useEffect(() => {
    if (id !== null) setLastId(id);
  }, [id]);
  const shownId = id ?? lastId;
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.disputes.get.queryOptions({ id: shownId ?? 0 }),
    enabled: shownId !== null,
  });
  return (
    <DetailDrawer
      opened={id !== null}
      onClose={onClose}
      title={t('disputes.dispute', { id: shownId ?? '' })}
      subtitle={data === undefined ? undefined : <DisputeStateBadge state={data.state} />}
    >
      {data === undefined ? (
        error === null ? (
          <LoadingState lines={9} />
        ) : (
          <ErrorState error={toConsoleError(error)} onRetry={() => void refetch()} retrying={isFetching} />
        )
      ) : (
        <Dispute key={data.id} dispute={data} />
      )}
    </DetailDrawer>
  );
}

function Dispute({ dispute }: { readonly dispute: DisputeDetail }) {
  return (
    <div className={classes['part']}>
      {/* Stays when somebody else was faster, so that an open dialog can tell. */}
      <Decide dispute={dispute} />
      {dispute.state === 'resolved' ? <Decision dispute={dispute} /> : null}
      <DisputeFactsPart dispute={dispute} />
      <RulesSay dispute={dispute} />
      <EvidenceTimeline dispute={dispute} />
      <OrderPlacement orderId={dispute.orderId} status={dispute.orderStatus} />
    </div>
  );
}

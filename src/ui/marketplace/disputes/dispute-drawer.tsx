import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DisputeDetail } from '#contract/disputes.ts';
import type { DisputeId } from '#contract/ids.ts';
import { useTRPC } from '../../app/trpc.ts';
import { RecordDrawer } from '../../components/layout/record-drawer.tsx';
import { useLastShown } from '../../components/layout/use-last-shown.ts';
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
  const shownId = useLastShown(id);
  const read = useQuery({
    ...trpc.disputes.get.queryOptions({ id: shownId ?? 0 }),
    enabled: shownId !== null,
  });
  return (
    <RecordDrawer
      opened={id !== null}
      onClose={onClose}
      read={read}
      title={t('disputes.dispute', { id: shownId ?? '' })}
      subtitle={read.data && <DisputeStateBadge state={read.data.state} />}
    >
      {(dispute) => <Dispute key={dispute.id} dispute={dispute} />}
    </RecordDrawer>
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

import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrderId } from '#contract/ids.ts';
import type { OrderDetail } from '#contract/marketplace/order.ts';
import type { OrderStatus } from '#contract/marketplace/orders.ts';
import type { Placement } from '#contract/placements.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { FactList } from '../../components/layout/fact-list.tsx';
import { Section } from '../../components/layout/section.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { minutesText } from '../minutes-text.ts';
import classes from '../marketplace.module.css';
import { useCommandKey } from '../use-command-key.ts';
import { useRefresh } from '../use-refresh.ts';
import { CheckItem } from './check-item.tsx';
import { SetPost } from './set-post.tsx';

type OrderPlacementProps = {
  readonly orderId: OrderId;
  readonly status: OrderStatus;
  /** Where the whole order is at hand: then its link can be added or corrected. */
  readonly order?: OrderDetail;
};

/** What looks at an order's post found, the newest first, and a way to have it looked at now. */
export function OrderPlacement({ orderId, status, order }: OrderPlacementProps) {
  const { t } = useTranslation('marketplace');
  const trpc = useTRPC();
  const { show } = useToasts();
  const refresh = useRefresh();
  const mayWrite = useMay('marketplace:write');
  const { keyOf, settled } = useCommandKey();
  const read = useQuery(trpc.placements.ofOrder.queryOptions({ orderId }));
  const checking = useMutation(
    trpc.placements.checkNow.mutationOptions({
      onSettled: refresh,
      onSuccess: () => {
        settled();
        show(t('disputes.checkWanted'));
      },
    }),
  );
  const lookedAt = status === 'published' || status === 'disputed';
  // Of what was never published there is nothing to say.
  if (!lookedAt && (read.data?.checks ?? []).length === 0) return null;
  return (
    <Section
      title={t('disputes.placement')}
      actions={
        mayWrite ? (
          <GuardedButton
            size="xs"
            variant="default"
            loading={checking.isPending}
            reason={lookedAt ? null : t('disputes.checkImpossible')}
            onClick={() => checking.mutate({ key: keyOf(`check ${orderId}`), orderId })}
          >
            {t('disputes.checkNow')}
          </GuardedButton>
        ) : null
      }
    >
      {mayWrite && lookedAt && order !== undefined ? <SetPost key={order.id} order={order} /> : null}
      {checking.error === null ? null : (
        <ErrorState error={toConsoleError(checking.error)} variant="inline" />
      )}
      {read.data === undefined ? <LoadingOrError read={read} lines={2} /> : <Looks placement={read.data} />}
    </Section>
  );
}

function Looks({ placement }: { readonly placement: Placement }) {
  const { t } = useTranslation('marketplace');
  const { dueAt, upMinutes, termMinutes, checks } = placement;
  return (
    <div className={classes['form']}>
      <FactList
        facts={[
          ...(dueAt === null
            ? []
            : [{ label: t('disputes.nextCheck'), value: <RelativeTimeText at={dueAt} /> }]),
          ...(upMinutes === null || termMinutes === null
            ? []
            : [
                {
                  label: t('disputes.upSoFar'),
                  value: t('disputes.upValue', {
                    up: minutesText(upMinutes),
                    term: minutesText(termMinutes),
                  }),
                },
              ]),
        ]}
      />
      {checks.length === 0 ? (
        <p className={classes['text']}>{t('disputes.noChecks')}</p>
      ) : (
        <ol className={classes['timeline']} aria-label={t('disputes.checksList')}>
          {checks.map((check) => (
            <CheckItem key={check.id} check={check} />
          ))}
        </ol>
      )}
    </div>
  );
}

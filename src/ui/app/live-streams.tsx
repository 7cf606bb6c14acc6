import { useEffect, useMemo, useRef } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useTranslation } from 'react-i18next';
import { exhaustive } from '#contract/exhaustive.ts';
import { ExportStream } from './export-stream.tsx';
import { retryFailedPages } from './lazy-page.ts';
import { setBackend, setChecks, setReview, setSync, useLive } from './live.ts';
import { backendEvent, checkEvent, type LiveEvent, riskEvents } from './live-notices.ts';
import { addNotice } from './notices.ts';
import { readAgain } from './read-again.ts';
import { useSession } from './session.ts';
import { useTRPC } from './trpc.ts';

/** Keeps `useLive` current, tells the notification centre what happened, and lets pages read again what changed. */
export function LiveStreams() {
  const signedIn = useSession((session) => session.signedIn);
  return signedIn ? <Streams /> : null;
}

function Streams() {
  const trpc = useTRPC();
  const notify = useLiveNotices();
  const heardOfChecks = useRef(false);
  useRefetchOnReturn();

  useSubscription(
    trpc.system.watch.subscriptionOptions(undefined, {
      onData: ({ at, backend }) => {
        const event = backendEvent(useLive.getState().backend, backend, at);
        setBackend(at, backend);
        if (event !== null) notify(event);
      },
    }),
  );
  useSubscription(
    trpc.accounts.watchChecks.subscriptionOptions(undefined, {
      onData: ({ running, lastEnded }) => {
        const event = checkEvent(
          heardOfChecks.current ? useLive.getState().lastEndedCheck : undefined,
          lastEnded,
        );
        heardOfChecks.current = true;
        setChecks(running, lastEnded);
        if (event !== null) notify(event);
      },
    }),
  );
  // Kept at hand: a page that is opened does not wait for what it opens with.
  useQuery(trpc.views.defaults.queryOptions());
  const queryClient = useQueryClient();
  const changed = useMemo(() => readAgain(queryClient), [queryClient]);
  useSubscription(
    trpc.sync.watchChanges.subscriptionOptions(undefined, { onData: ({ tables }) => changed(tables) }),
  );
  useSubscription(
    trpc.customers.watchReview.subscriptionOptions(undefined, {
      onData: (review) => {
        const before = useLive.getState().review;
        setReview(review);
        for (const event of riskEvents(before, review)) notify(event);
      },
    }),
  );
  useSubscription(
    trpc.sync.watchStatus.subscriptionOptions(undefined, {
      onData: ({ status, outbox }) => {
        const before = useLive.getState().sync;
        setSync(status, outbox);
        if (before === null) return;
        // The copy has caught up with what was missed, or there is another one.
        if (status.state === 'current' && before.status.state !== 'current') {
          void queryClient.invalidateQueries();
        } else if (outbox.version !== before.outbox.version) {
          void queryClient.invalidateQueries(trpc.sync.outbox.queryFilter());
          void queryClient.invalidateQueries(trpc.accounts.pathFilter());
        }
      },
    }),
  );
  return <ExportStream />;
}

/** What was read before the console or its database went away is read again when it is back. */
function useRefetchOnReturn(): void {
  const queryClient = useQueryClient();
  const available = useLive(
    ({ connection, backend }) => connection === 'connected' && backend?.state !== 'offline',
  );
  const before = useRef(true);
  useEffect(() => {
    if (available && !before.current) {
      retryFailedPages();
      void queryClient.invalidateQueries();
    }
    before.current = available;
  }, [available, queryClient]);
}

function useLiveNotices(): (event: LiveEvent) => void {
  const { t, i18n } = useTranslation('app');
  return (event) => {
    switch (event.kind) {
      case 'check-ended': {
        const { id, state, checked, leftAlone, total, changed, failed } = event.run;
        addNotice({
          kind: state === 'cancelled' ? 'warning' : 'success',
          title: t(state === 'cancelled' ? 'notices.checkCancelled' : 'notices.checkCompleted'),
          message: t('notices.checkSummary', { checked: checked - leftAlone, total, changed, failed }),
          link: '/accounts',
          subject: `check:${id}`,
        });
        return;
      }
      case 'risk-acted': {
        const { id, customer, state, score } = event.news;
        addNotice({
          kind: state === 'suspended' ? 'error' : 'warning',
          title: t(state === 'suspended' ? 'notices.customerSuspended' : 'notices.customerFlagged', {
            name: customer.name,
          }),
          message: t('notices.riskScore', { score }),
          link: '/marketplace/customers',
          subject: `customer-event:${id}`,
        });
        return;
      }
      case 'backend-lost':
        addNotice({
          kind: 'error',
          title: t('notices.backendLost'),
          message: t('notices.backendLostMessage', { problem: event.problem }),
          link: '/system',
          subject: `backend-lost:${event.since}`,
        });
        return;
      case 'backend-back': {
        const seconds = Math.max(1, Math.round(event.awayMs / 1_000));
        const duration = new Intl.NumberFormat(i18n.language, {
          style: 'unit',
          unit: seconds < 120 ? 'second' : 'minute',
          unitDisplay: 'long',
          maximumFractionDigits: 0,
        }).format(seconds < 120 ? seconds : seconds / 60);
        addNotice({
          kind: 'success',
          title: t('notices.backendBack'),
          message: t('notices.backendBackMessage', { duration }),
          link: '/system',
        });
        return;
      }
      default:
        exhaustive(event);
    }
  };
}

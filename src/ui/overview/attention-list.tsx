import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBan,
  IconBroadcast,
  IconCashBanknote,
  IconChevronRight,
  IconCircleCheck,
  IconCircleDashed,
  IconClockExclamation,
  IconDatabaseOff,
  IconKeyOff,
  IconFlag,
  IconHourglassEmpty,
  IconId,
  IconListCheck,
  IconPlugOff,
  IconReceipt,
  IconScale,
  IconShieldExclamation,
  IconUserOff,
  IconWifiOff,
  type Icon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PoolStatistics } from '#contract/accounts.ts';
import { highRisk } from '#contract/marketplace/news.ts';
import { useUnanswered } from '../accounts/checks/use-unanswered.ts';
import { useLive } from '../app/live.ts';
import { useTRPC } from '../app/trpc.ts';
import { useMay } from '../app/use-may.ts';
import { Section } from '../components/layout/section.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { LoadingState } from '../components/states/loading-state.tsx';
import { useNow } from '../components/time/use-now.ts';
import { toneColours, type Tone } from '../components/tone/tone.ts';
import { attentionOf, lastPoolCheck, type Attention } from './attention.ts';
import classes from './overview.module.css';

const looks: Readonly<Record<Attention['kind'], { readonly tone: Tone; readonly icon: Icon }>> = {
  backendOffline: { tone: 'critical', icon: IconDatabaseOff },
  telegramMissing: { tone: 'critical', icon: IconPlugOff },
  banned: { tone: 'critical', icon: IconBan },
  signedOut: { tone: 'serious', icon: IconKeyOff },
  unreachable: { tone: 'caution', icon: IconWifiOff },
  changed: { tone: 'info', icon: IconArrowsExchange },
  limited: { tone: 'caution', icon: IconAlertTriangle },
  unchecked: { tone: 'neutral', icon: IconCircleDashed },
  stale: { tone: 'caution', icon: IconClockExclamation },
  full: { tone: 'neutral', icon: IconListCheck },
  customersFlagged: { tone: 'caution', icon: IconFlag },
  customersSuspended: { tone: 'serious', icon: IconUserOff },
  disputesEscalated: { tone: 'serious', icon: IconScale },
  ordersOverdue: { tone: 'serious', icon: IconHourglassEmpty },
  ordersToConfirm: { tone: 'info', icon: IconReceipt },
  verifications: { tone: 'caution', icon: IconId },
  channelsToDecide: { tone: 'info', icon: IconBroadcast },
  withdrawalsPending: { tone: 'caution', icon: IconCashBanknote },
  payoutsPending: { tone: 'caution', icon: IconCashBanknote },
  risky: { tone: 'caution', icon: IconShieldExclamation },
};

/** Enough to find the last check of the whole pool among checks of a few accounts. */
const runsRead = 50;

/** What a person should look at now, each with the way to it. */
export function AttentionList({ statistics }: { readonly statistics: PoolStatistics | undefined }) {
  const { t } = useTranslation('overview');
  const { items, isKnown } = useAttention(statistics);
  return (
    <Section title={t('attention.title')}>
      {isKnown || items.length > 0 ? null : <LoadingState lines={3} />}
      {isKnown && items.length === 0 ? <NothingToDo /> : null}
      <ul className={classes['attention']}>
        {items.map((item) => (
          <AttentionRow key={item.kind} item={item} />
        ))}
      </ul>
    </Section>
  );
}

/** Read again without a change: the end of an order's time is none. */
const refreshMs = 60_000;

/** What is not known yet is left out; all of it is known at once, so that rows do not come one by one. */
function useAttention(statistics: PoolStatistics | undefined): {
  readonly items: readonly Attention[];
  readonly isKnown: boolean;
} {
  const trpc = useTRPC();
  const about = useQuery(trpc.system.about.queryOptions()).data;
  const backend = useLive((live) => live.backend);
  const runs = useQuery(trpc.accounts.checkRuns.queryOptions({ limit: runsRead })).data;
  const last = runs === undefined || statistics === undefined ? null : lastPoolCheck(runs, statistics.total);
  const stillUnreachable = useUnanswered(last)?.count;
  const running = useLive((live) => live.runningChecks);
  const review = useLive((live) => live.review);
  const now = useNow(60_000);
  const mayMarket = useMay('marketplace:read');
  const mayMoney = useMay('finance:read');
  const waiting = useQuery({
    ...trpc.marketplace.waiting.queryOptions(),
    enabled: mayMarket,
    refetchInterval: refreshMs,
  });
  // Whatever failed lately is told elsewhere: this is what is on its way out, however long already.
  const payments = useQuery({
    ...trpc.marketplace.paymentNews.queryOptions({ since: 0 }),
    enabled: mayMoney,
  });
  const awaited = [mayMarket ? waiting : null, mayMoney ? payments : null];
  const isKnown = statistics !== undefined && awaited.every((query) => query?.isPending !== true);
  const items = attentionOf({
    backend,
    telegramConfigured: about?.telegram.kind !== 'not-configured',
    statistics,
    runs,
    stillUnreachable,
    running: running ?? [],
    review: review ?? undefined,
    waiting: mayMarket ? waiting.data : undefined,
    payments: mayMoney ? payments.data : undefined,
    now,
  });
  return { items: isKnown ? items : items.filter(({ kind }) => kind === 'backendOffline'), isKnown };
}

function NothingToDo() {
  const { t } = useTranslation('overview');
  const { text, background } = toneColours('positive');
  return (
    <div className={classes['calm']}>
      <span className={classes['mark']} style={{ color: text, background }} aria-hidden>
        <IconCircleCheck size={18} stroke={1.8} />
      </span>
      <span className={classes['words']}>
        <span className={classes['name']}>{t('attention.nothing')}</span>
        <span className={classes['hint']}>{t('attention.nothingHint')}</span>
      </span>
    </div>
  );
}

function AttentionRow({ item }: { readonly item: Attention }) {
  const { tone, icon: KindIcon } = looks[item.kind];
  const { text, background } = toneColours(tone);
  const { title, hint } = useAttentionText(item);
  return (
    <li data-attention={item.kind}>
      <Link {...targetOf(item)} className={classes['row']}>
        <span className={classes['mark']} style={{ color: text, background }} aria-hidden>
          <KindIcon size={17} stroke={1.8} />
        </span>
        <span className={classes['words']}>
          <span className={classes['name']}>{title}</span>
          <span className={classes['hint']}>{hint}</span>
        </span>
        <IconChevronRight size={16} className={classes['chevron']} aria-hidden />
      </Link>
    </li>
  );
}

function useAttentionText(item: Attention): { readonly title: string; readonly hint: string } {
  const { t } = useTranslation('overview');
  const { integer } = useNumberFormats();
  if (item.kind === 'verifications') {
    return {
      title: t('attention.verifications', { count: item.count, number: integer(item.count) }),
      hint:
        item.urgent === 0
          ? t('attention.verificationsHint')
          : t('attention.verificationsUrgent', { count: item.urgent, number: integer(item.urgent) }),
    };
  }
  const hint = t(`attention.${item.kind}Hint`);
  if (!('count' in item)) return { title: t(`attention.${item.kind}`), hint };
  return { title: t(`attention.${item.kind}`, { count: item.count, number: integer(item.count) }), hint };
}

function targetOf(item: Attention): { readonly to: string; readonly search?: object } {
  switch (item.kind) {
    case 'backendOffline':
    case 'telegramMissing':
      return { to: '/system' };
    case 'unreachable':
    case 'changed':
      return { to: `/accounts/checks/${item.runId}` };
    case 'customersFlagged':
      return { to: '/marketplace/customers', search: { state: ['flagged'], sort: 'riskScore.desc' } };
    case 'customersSuspended':
      return { to: '/marketplace/customers', search: { state: ['suspended'], sort: 'riskScore.desc' } };
    case 'disputesEscalated':
      return { to: '/marketplace/disputes', search: { state: ['escalated'] } };
    case 'ordersOverdue':
      return { to: '/marketplace/orders', search: { overdue: true } };
    case 'ordersToConfirm':
      return { to: '/marketplace/orders', search: { status: ['pending'] } };
    case 'verifications':
      return { to: '/marketplace/verification', search: { queue: 'waiting' } };
    case 'channelsToDecide':
      return { to: '/marketplace/channels', search: { state: ['pending'] } };
    case 'withdrawalsPending':
      return { to: '/marketplace/payments', search: { state: ['pending'], kind: ['withdrawal'] } };
    case 'payoutsPending':
      return { to: '/marketplace/payments', search: { state: ['pending'], kind: ['payout'] } };
    case 'risky':
      return {
        to: '/marketplace/customers',
        search: { leastRisk: highRisk + 1, state: ['active', 'flagged'], sort: 'riskScore.desc' },
      };
    case 'full':
      return { to: '/accounts', search: { full: true } };
    case 'stale':
      return { to: '/accounts' };
    default:
      return { to: '/accounts', search: { standing: item.standings } };
  }
}

import type { MirrorTable } from '../cache/mirror-table.ts';
import type { Rollup } from '../cache/rollups/rollup.ts';
import { customerEventsMirror, customersMirror } from './customers/mirror.ts';
import {
  channelBlockedDaysMirror,
  channelEventsMirror,
  channelMetricsMirror,
  channelsMirror,
} from './channels/mirror.ts';
import { customerRollups } from './customers/rollups.ts';
import { disputeEvidenceMirror, disputeRuleSetsMirror, disputesMirror } from './disputes/mirror.ts';
import { commissionRulesMirror, ledgerAccountsMirror } from './ledger/mirror.ts';
import { listingEventsMirror, listingsMirror } from './listings/mirror.ts';
import { orderEventsMirror, ordersMirror } from './orders/mirror.ts';
import { orderRollups } from './orders/rollups.ts';
import { paymentsMirror } from './payments/mirror.ts';
import { paymentRollups } from './payments/rollups.ts';
import { placementChecksMirror, placementsMirror } from './placements/mirror.ts';
import { ratingsMirror } from './ratings/mirror.ts';
import { riskMirrors } from './risk/mirror.ts';
import { verificationMirrors } from './verification/mirror.ts';

/** What the cache holds of the marketplace, in the order in which it is filled: customers before what they did. */
export const marketplaceMirrors: readonly MirrorTable[] = [
  customersMirror,
  channelsMirror,
  listingsMirror,
  ordersMirror,
  orderEventsMirror,
  paymentsMirror,
  placementsMirror,
  placementChecksMirror,
  disputesMirror,
  disputeEvidenceMirror,
  disputeRuleSetsMirror,
  ratingsMirror,
  ledgerAccountsMirror,
  ...verificationMirrors,
  channelMetricsMirror,
  customerEventsMirror,
  commissionRulesMirror,
  ...riskMirrors,
  channelEventsMirror,
  channelBlockedDaysMirror,
  listingEventsMirror,
];

/** What it adds up. */
export const marketplaceRollups: readonly Rollup[] = [...customerRollups, ...orderRollups, ...paymentRollups];

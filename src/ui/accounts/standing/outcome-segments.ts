import { useTranslation } from 'react-i18next';
import type { CheckRun } from '#contract/account-checks.ts';
import { checkOutcomes, type CheckOutcome } from '#contract/accounts.ts';
import type { Segment } from '../../components/feedback/segment-bar.tsx';
import { standingLooks } from './standing-look.ts';

export type OutcomeSegment = Segment & { readonly id: CheckOutcome };

/** What a run found, by outcome, in the order of the contract; only what was found at all. */
export function useOutcomeSegments(run: Pick<CheckRun, 'byOutcome'>): readonly OutcomeSegment[] {
  const { t } = useTranslation('accounts');
  return checkOutcomes
    .map((outcome) => ({
      id: outcome,
      label: t(`standing.${outcome}.name`),
      value: run.byOutcome[outcome],
      ...standingLooks[outcome],
    }))
    .filter((segment) => segment.value > 0);
}

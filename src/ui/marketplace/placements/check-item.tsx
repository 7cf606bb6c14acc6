import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PlacementOutcome } from '#contract/marketplace/placements.ts';
import type { PlacementCheck } from '#contract/placements.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import type { Tone } from '../../components/tone/tone.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import classes from '../marketplace.module.css';
import { TextDifference } from './text-difference.tsx';

const tones: Readonly<Record<PlacementOutcome, Tone>> = {
  up: 'positive',
  edited: 'caution',
  missing: 'serious',
  channel_vanished: 'serious',
  private: 'caution',
  unreachable: 'neutral',
};

/** One look at a post: when, by which account, what it found, and where the text is another than was ordered. */
export function CheckItem({ check }: { readonly check: PlacementCheck }) {
  const { t } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const { accountId, views, similarityPercent, linkMissing, problem, difference } = check;
  const words = [
    ...(views === null ? [] : [t('disputes.views', { count: views, number: integer(views) })]),
    ...(similarityPercent === null ? [] : [t('disputes.alike', { percent: similarityPercent })]),
    ...(linkMissing === true ? [t('disputes.linkGone')] : []),
    ...(problem === null ? [] : [problem]),
    ...(check.counts ? [] : [t('placements.otherPost')]),
  ];
  return (
    <li className={classes['event']}>
      <div className={classes['cardLine']}>
        <ToneBadge tone={tones[check.outcome]} quiet>
          {t(`disputes.outcomesOfLooks.${check.outcome}`)}
        </ToneBadge>
        <span className={classes['quiet']}>
          <RelativeTimeText at={check.at} />
        </span>
      </div>
      <div className={classes['quiet']}>
        {words.join(' · ')}
        {accountId === null ? null : (
          <>
            {words.length === 0 ? null : ' · '}
            <Anchor
              inherit
              underline="always"
              renderRoot={(props) => <Link to="/accounts" search={{ account: accountId }} {...props} />}
            >
              {t('disputes.account', { id: accountId })}
            </Anchor>
          </>
        )}
      </div>
      {difference === null ? null : <TextDifference parts={difference} />}
    </li>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PoolStatistics, Standing } from '#contract/accounts.ts';
import { StatTile, StatTiles } from '../components/layout/stat-tile.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import type { Tone } from '../components/tone/tone.ts';
import {
  bannedStandings,
  countOf,
  restingStandings,
  signedOutStandings,
} from '../accounts/standing/standing-groups.ts';

const tiles: readonly {
  readonly id: TileId;
  readonly standings: readonly Standing[];
  readonly tone: Tone;
}[] = [
  { id: 'active', standings: ['active'], tone: 'positive' },
  { id: 'resting', standings: restingStandings, tone: 'caution' },
  { id: 'signedOut', standings: signedOutStandings, tone: 'serious' },
  { id: 'banned', standings: bannedStandings, tone: 'critical' },
  { id: 'unchecked', standings: ['unchecked'], tone: 'neutral' },
];

type TileId = 'active' | 'resting' | 'signedOut' | 'banned' | 'unchecked';

/** The pool in numbers; each leads to the accounts it counts. */
export function PoolTiles({ statistics }: { readonly statistics: PoolStatistics | undefined }) {
  const { t } = useTranslation('overview');
  const { integer, percent } = useNumberFormats();
  const navigate = useNavigate();
  return (
    <StatTiles label={t('tiles.label')}>
      <StatTile
        label={t('tiles.total')}
        value={statistics === undefined ? undefined : integer(statistics.total)}
        {...(statistics === undefined ? {} : { hint: t('tiles.full', { number: integer(statistics.full) }) })}
        onClick={() => void navigate({ to: '/accounts' })}
      />
      {tiles.map(({ id, standings, tone }) => {
        const count = statistics === undefined ? undefined : countOf(statistics, standings);
        const share = percent((count ?? 0) / Math.max(statistics?.total ?? 0, 1));
        return (
          <StatTile
            key={id}
            label={t(`tiles.${id}`)}
            tone={tone}
            value={count === undefined ? undefined : integer(count)}
            {...(count === undefined ? {} : { hint: t('tiles.ofPool', { share }) })}
            onClick={() => void navigate({ to: '/accounts', search: { standing: standings } })}
          />
        );
      })}
    </StatTiles>
  );
}

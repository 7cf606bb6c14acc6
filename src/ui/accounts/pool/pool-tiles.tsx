import { useTranslation } from 'react-i18next';
import type { AccountFilter, PoolStatistics, Standing } from '#contract/accounts.ts';
import { StatTile, StatTiles } from '../../components/layout/stat-tile.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { bannedStandings, countOf, signedOutStandings } from '../standing/standing-groups.ts';
import { standingLooks } from '../standing/standing-look.ts';
import { sameStandings } from './pool-search.ts';
import classes from './pool.module.css';

type PoolTilesProps = {
  readonly statistics: PoolStatistics | undefined;
  readonly filter: AccountFilter;
  readonly onFilter: (change: Pick<AccountFilter, 'standings' | 'full'>) => void;
};

const standingTiles = [
  { id: 'active', standings: ['active'] },
  { id: 'limited', standings: ['limited'] },
  { id: 'flood_wait', standings: ['flood_wait'] },
  { id: 'unauthorised', standings: signedOutStandings },
  { id: 'banned', standings: bannedStandings },
  { id: 'unchecked', standings: ['unchecked'] },
] as const;

/** The pool in numbers. A click shows the accounts behind a number, a second one all again. */
export function PoolTiles({ statistics, filter, onFilter }: PoolTilesProps) {
  const { t } = useTranslation('accounts');
  const { integer, percent } = useNumberFormats();
  const total = statistics?.total ?? 0;
  const share = (count: number) => (total === 0 ? '' : percent(count / total));
  return (
    <StatTiles label={t('tiles.label')}>
      <StatTile
        label={t('tiles.total')}
        value={statistics === undefined ? undefined : integer(total)}
        onClick={() => onFilter({ standings: [], full: false })}
      />
      {standingTiles.map((tile) => {
        const count = statistics === undefined ? undefined : countOf(statistics, tile.standings);
        const active = !filter.full && sameStandings(filter.standings, tile.standings);
        return (
          <StatTile
            key={tile.id}
            label={t(`tiles.${tile.id}`)}
            value={count === undefined ? undefined : integer(count)}
            hint={count === undefined ? '' : share(count)}
            tone={standingLooks[tile.id].tone}
            active={active}
            onClick={() => onFilter({ standings: active ? [] : [...tile.standings], full: false })}
            {...(tile.standings.length > 1 && statistics !== undefined
              ? { detail: <Breakdown statistics={statistics} standings={tile.standings} /> }
              : {})}
          />
        );
      })}
      <StatTile
        label={t('tiles.full')}
        value={statistics === undefined ? undefined : integer(statistics.full)}
        hint={statistics === undefined ? '' : share(statistics.full)}
        active={filter.full}
        onClick={() => onFilter({ standings: [], full: !filter.full })}
      />
    </StatTiles>
  );
}

type BreakdownProps = { readonly statistics: PoolStatistics; readonly standings: readonly Standing[] };

function Breakdown({ statistics, standings }: BreakdownProps) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  return (
    <span className={classes['breakdown']}>
      {standings.map((standing) => (
        <span key={standing}>
          <span>{t(`standing.${standing}.name`)}</span>
          <span>{integer(statistics.byStanding[standing])}</span>
        </span>
      ))}
    </span>
  );
}

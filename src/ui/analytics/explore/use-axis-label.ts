import { useTranslation } from 'react-i18next';
import type { ExploreAxis, ExploreLine, ExploreQuery } from '#contract/metrics/explore/explore-query.ts';
import { periodLabel } from '../period-label.ts';
import { useKeyLabel } from '../use-key-label.ts';

/** What the lines of an axis are called. */
export function useAxisLabel(
  axis: ExploreAxis,
  granularity: ExploreQuery['granularity'],
): (line: Pick<ExploreLine, 'key' | 'name'>) => string {
  const { i18n } = useTranslation('analytics');
  const keyLabel = useKeyLabel(axis === 'period' ? 'currency' : axis, undefined);
  return ({ key, name }) =>
    axis === 'period' ? periodLabel(key, granularity, i18n.language) : (name ?? keyLabel(key));
}

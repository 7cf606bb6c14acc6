import { Button, Popover } from '@mantine/core';
import { IconGridDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Cut, cutWays } from '#contract/metrics/explore/cuts.ts';
import { exploreAxes } from '#contract/metrics/explore/explore-query.ts';
import { metricFacts } from '#contract/metrics/metric.ts';
import { type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import { axesOf } from './explore-search.ts';
import classes from './explore.module.css';

type CutsHelpProps = { readonly metric: MetricName; readonly cuts: readonly Cut[] | undefined };

/** By which two things a metric can be split, by which not, and why. */
export function CutsHelp({ metric, cuts }: CutsHelpProps) {
  const { t, i18n } = useTranslation('analytics');
  const { label, fact } = metricOf(metric);
  const axes = axesOf(metric);
  const missing = exploreAxes.filter((axis) => !axes.includes(axis));
  const list = (names: readonly (typeof exploreAxes)[number][], type: 'conjunction' | 'disjunction') =>
    new Intl.ListFormat(i18n.language, { type }).format(
      names.map((axis) => t(`explore.axes.${axis}`).toLocaleLowerCase(i18n.language)),
    );
  const { rows } = metricFacts[fact];
  const ways = new Set(cuts?.map(({ way }) => way));
  return (
    <Popover position="bottom-end" trapFocus returnFocus shadow="lg">
      <Popover.Target>
        <Button size="xs" variant="subtle" color="gray" leftSection={<IconGridDots size={15} aria-hidden />}>
          {t('explore.cuts.open')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={14} maw="calc(100vw - 24px)" aria-label={t('explore.cuts.open')}>
        <div className={classes['cuts']} tabIndex={0} role="group" aria-label={t('explore.cuts.open')}>
          <p className={classes['cutsTitle']}>{t('explore.cuts.title', { metric: label })}</p>
          <p>{t('explore.cuts.text', { rows, known: list(axes, 'conjunction') })}</p>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('explore.cuts.by')}</th>
                <th scope="col">{t('explore.cuts.alone')}</th>
                {axes.map((axis) => (
                  <th key={axis} scope="col">
                    {t(`explore.axes.${axis}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {axes.map((one) => (
                <tr key={one}>
                  <th scope="row">{t(`explore.axes.${one}`)}</th>
                  {[null, ...axes].map((other) => {
                    const way = cuts?.find((cut) => cut.rows === one && cut.columns === other)?.way;
                    return (
                      <td key={other ?? 'alone'} data-way={way}>
                        {way === undefined ? '' : t(`explore.cuts.legend.${way}`)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
          {cutWays
            .filter((way) => ways.has(way))
            .map((way) => (
              <p key={way}>
                <strong>{t(`explore.cuts.legend.${way}`)}</strong>: {t(`explore.ways.${way}`)}
              </p>
            ))}
          {missing.length === 0 ? null : (
            <p>{t('explore.cuts.not', { missing: list(missing, 'disjunction'), rows })}</p>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

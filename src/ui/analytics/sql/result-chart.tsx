import { useMemo, useState } from 'react';
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SqlResult } from '#contract/sql-console.ts';
import { ChartFrame, type ChartState } from '../../components/chart/chart-frame.tsx';
import { seriesOption } from '../series-option.ts';
import { chartColumns, drawnRows, pointsOf, rowsToDraw } from './chart-columns.ts';
import { sqlValueText } from './sql-value-text.ts';
import classes from './sql.module.css';

const looks = ['line', 'bars'] as const;

/** A drawing of an answer: one column along, another as the value. */
export function ResultChart({ result }: { readonly result: SqlResult }) {
  const { t, i18n } = useTranslation('analytics');
  const { language } = i18n;
  const usual = useMemo(() => chartColumns(result), [result]);
  const [chosenX, setX] = useState<number | null>(null);
  const [chosenY, setY] = useState<number | null>(null);
  const [look, setLook] = useState<(typeof looks)[number] | null>(null);
  const x = chosenX ?? usual?.x ?? 0;
  const y = chosenY ?? usual?.y ?? 0;
  const shownLook = look ?? usual?.look ?? 'bars';
  const rows = useMemo(() => rowsToDraw(result, x), [result, x]);
  const build = useMemo(() => {
    const format = new Intl.NumberFormat(language, { maximumFractionDigits: 2, notation: 'compact' });
    const exact = new Intl.NumberFormat(language, { maximumFractionDigits: 6 });
    const column = result.columns[x];
    return seriesOption({
      labels: rows.map((row) =>
        column === undefined ? '' : (sqlValueText(row[x] ?? null, column, language, false) ?? '–'),
      ),
      series: [
        {
          name: result.columns[y]?.name ?? '',
          values: pointsOf(result, rows, y),
          colour: (theme) => theme.accent,
        },
      ],
      look: shownLook,
      unit: 'count',
      axisText: (value) => format.format(value),
      valueText: (value) => exact.format(value),
    });
  }, [result, rows, x, y, shownLook, language]);
  if (usual === null) return <p className={classes['notes']}>{t('sql.chart.none')}</p>;
  const choices = result.columns.map(({ name }, at) => ({ value: String(at), label: name }));
  const names = { x: result.columns[x]?.name ?? '', y: result.columns[y]?.name ?? '' };
  const state: ChartState = {
    kind: 'ready',
    build,
    table: {
      columns: [{ label: names.x }, { label: `${names.y} `, align: 'end' }],
      rows: rows.map((row, at) => ({
        id: at,
        cells: [x, y].map((index) => {
          const column = result.columns[index];
          return column === undefined
            ? ''
            : (sqlValueText(row[index] ?? null, column, language, false) ?? '–');
        }),
      })),
    },
  };
  const first = result.rows.length > drawnRows ? ` ${t('sql.chart.first', { number: drawnRows })}` : '';
  return (
    <div className={classes['chart']}>
      <div className={classes['chartChoices']}>
        <Select
          size="xs"
          w={170}
          label={t('sql.chart.x')}
          allowDeselect={false}
          data={choices}
          value={String(x)}
          onChange={(value) => setX(Number(value))}
        />
        <Select
          size="xs"
          w={170}
          label={t('sql.chart.y')}
          allowDeselect={false}
          data={choices.filter((_, at) => usual.numeric.includes(at))}
          value={String(y)}
          onChange={(value) => setY(Number(value))}
        />
        <Select
          size="xs"
          w={170}
          label={t('sql.chart.kind')}
          allowDeselect={false}
          data={looks.map((value) => ({ value, label: t(`sql.chart.looks.${value}`) }))}
          value={shownLook}
          onChange={(value) => setLook(looks.find((one) => one === value) ?? null)}
        />
      </div>
      <ChartFrame
        title={t('sql.chart.title')}
        description={`${t('sql.chart.text', names)}${first}`}
        state={state}
        height={280}
      />
    </div>
  );
}
